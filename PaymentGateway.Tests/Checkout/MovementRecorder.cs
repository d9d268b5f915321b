using System.Text.Json;
using Microsoft.Playwright;

namespace PaymentGateway.Tests.Checkout;

/// <summary>
/// Notes in every animation frame where the modal and the controls in its frame are, from the first moment they can be seen. In
/// the shop's page the coordinates are the window's, inside the checkout those of its frame: where neither changes, nothing
/// moves under the pointer.
/// </summary>
internal static class MovementRecorder
{
    private const string Script =
        """
        (() => {
          const selector = top === window ? ".modal-content, .close-button"
            : ".method, .fields.upi input, form > .pay, .try button, .order, .amount";
          const places = window.recordedPlaces = {};
          window.recordedFrames = 0;
          const look = () => {
            for (const [i, element] of document.querySelectorAll(selector).entries()) {
              const { x, y, width, height } = element.getBoundingClientRect();
              if (!width || !height) continue; // not visible yet: its text has not arrived
              const seen = places[`${element.className || element.id} ${i}`] ??= [];
              const place = element.className === "modal-content" ? [x, y, width].join() : [x, y, width, height].join();
              if (seen.at(-1) !== place) seen.push(place);
            }
            recordedFrames++;
            requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        })()
        """;

    /// <summary>Records in each page and frame that is opened from now on.</summary>
    public static Task InstallAsync(Shopper shopper) => shopper.Context.AddInitScriptAsync(Script);

    /// <summary>Everything that was at more than one place, once as many animation frames as given have passed again.</summary>
    public static async Task<IReadOnlyList<string>> MovementsAsync(Shopper shopper, int frames = 30)
    {
        IFrame[] documents = [shopper.Page.MainFrame, shopper.CheckoutFrame];
        var moved = new List<string>();
        foreach (var document in documents)
        {
            await document.EvaluateAsync(
                $"new Promise(done => {{ const end = recordedFrames + {frames}; (function wait() {{ recordedFrames > end ? done() : requestAnimationFrame(wait) }})() }})");
            var places = JsonSerializer.Deserialize<Dictionary<string, string[]>>(
                await document.EvaluateAsync<string>("JSON.stringify(recordedPlaces)"))!;
            Assert.NotEmpty(places);
            moved.AddRange(places.Where(element => element.Value.Length > 1)
                .Select(element => $"{element.Key}: {string.Join(" → ", element.Value)}"));
        }

        return moved;
    }
}
