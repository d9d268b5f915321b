using System.Text.Json;
using Microsoft.Playwright;

namespace PaymentGateway.Tests.Support;

/// <summary>
/// Walks through a page with the Tab key, and computes at every stop whether a person can see where the focus is: a ring of
/// 2 px or more, with a contrast of 3 : 1 to what lies under it, not cut off.
/// </summary>
internal static class FocusRings
{
    public const int MaxStops = 400;

    private static readonly string Script = File.ReadAllText(
        Path.Combine(SourceTree.Root, "PaymentGateway.Tests", "Support", "focusRings.js"));

    /// <returns>How many elements had the focus, and what is wrong with each of them that is not as it should be.</returns>
    public static async Task<(int Stops, IReadOnlyList<string> Faults)> InspectAsync(IPage page)
    {
        foreach (var frame in page.Frames)
        {
            await frame.EvaluateAsync(Script);
        }

        var faults = new List<string>();
        for (var stop = 0; stop < MaxStops; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            var seen = await LookAsync(page);
            if (seen is { Kind: "guard" })
            {
                if (!await IsSentOnAsync(page))
                {
                    continue; // while the dialog is still being set up its guard sends nothing on: Tab again
                }

                seen = await LookAsync(page);
            }

            if (seen is { Kind: "known" })
            {
                break;
            }

            faults.AddRange(seen?.Fault is { } fault ? [fault] : []);
        }

        var stops = 0;
        foreach (var frame in page.Frames)
        {
            stops += await frame.EvaluateAsync<int>("focusRings.count()");
            faults.AddRange(await frame.EvaluateAsync<string[]>("focusRings.missed()"));
        }

        return (stops, faults);
    }

    private static Task<bool> IsSentOnAsync(IPage page) =>
        page.BecomesTrueAsync("document.activeElement.getBoundingClientRect().height > 0", TimeSpan.FromSeconds(3));

    private static async Task<Stop?> LookAsync(IPage page)
    {
        foreach (var frame in page.Frames.Reverse())
        {
            if (await frame.EvaluateAsync<JsonElement?>("focusRings.look()") is { ValueKind: JsonValueKind.Object } seen)
            {
                return seen.Deserialize<Stop>(JsonSerializerOptions.Web);
            }
        }

        return null;
    }

    private sealed record Stop(string Kind, string? Fault);
}
