using System.Text.Json;
using Microsoft.Playwright;

namespace PaymentGateway.Tests.Support;

/// <summary>
/// Computes of every element that takes the focus whether a person can see where the focus is: a ring of 2 px or more, with a
/// contrast of 3 : 1 to what lies under it, not cut off.
/// </summary>
internal static class FocusRings
{
    public const int MaxStops = 400;

    // Each frame and the page are left once, and a date has a few stops. Who stays longer has nowhere else to go.
    private const int MaxSame = 8;

    private static readonly string Script = File.ReadAllText(
        Path.Combine(SourceTree.Root, "PaymentGateway.Tests", "Support", "focusRings.js"));

    /// <summary>Walks through the page with the Tab key, which must reach all that takes the focus.</summary>
    /// <returns>How many elements had the focus, and what is wrong with each of them that is not as it should be.</returns>
    public static async Task<(int Stops, IReadOnlyList<string> Faults)> WalkAsync(IPage page)
    {
        await PrepareAsync(page);
        var faults = new List<string>();
        var same = 0;
        for (var stop = 0; stop < MaxStops && same < MaxSame; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            var seen = await LookAsync(page);
            if (seen is { Kind: "known" })
            {
                break;
            }

            same = seen is null or { Kind: "same" } ? same + 1 : 0;
            faults.AddRange(seen?.Fault is { } fault ? [fault] : []);
        }

        return await CollectAsync(page, faults, "missed");
    }

    /// <summary>Gives every element the focus by script: much faster, for a page whose way of the Tab key is known.</summary>
    /// <returns>As <see cref="WalkAsync"/>.</returns>
    public static async Task<(int Stops, IReadOnlyList<string> Faults)> VisitAsync(IPage page)
    {
        await PrepareAsync(page);
        await page.Keyboard.PressAsync("Tab"); // the browser shows focus rings only after the keyboard was used
        return await CollectAsync(page, [], "visit");
    }

    private static async Task PrepareAsync(IPage page)
    {
        foreach (var frame in page.Frames)
        {
            await frame.EvaluateAsync(Script);
        }
    }

    private static async Task<(int Stops, IReadOnlyList<string> Faults)> CollectAsync(IPage page, List<string> faults, string function)
    {
        var stops = 0;
        foreach (var frame in page.Frames)
        {
            faults.AddRange(await frame.EvaluateAsync<string[]>($"focusRings.{function}()"));
            stops += await frame.EvaluateAsync<int>("focusRings.count()");
        }

        return (stops, faults);
    }

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
