using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace PaymentGateway.Tests.Support;

/// <summary>
/// A page on a phone in the dark and on a desk in the light: nothing for axe to find, nothing wider than the screen, and
/// whatever takes the focus shows it.
/// With <c>SCREENSHOTS=1</c> both screens in both schemes, with pictures in <c>artifacts/screenshots</c> for people to judge.
/// </summary>
internal static class PageInspection
{
    private static readonly string Pictures = Path.Combine(SourceTree.Root, "artifacts", "screenshots");

    public static readonly bool TakesPictures = Environment.GetEnvironmentVariable("SCREENSHOTS") == "1";

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private static readonly View[] Usual = [new(360, 780, ColorScheme.Dark), new(1280, 600, ColorScheme.Light)];

    private static readonly View[] Views = TakesPictures
        ? [.. Usual, new(360, 780, ColorScheme.Light), new(1280, 600, ColorScheme.Dark)]
        : Usual;

    private sealed record View(int Width, int Height, ColorScheme Scheme)
    {
        public override string ToString() => $"{Width}-{Scheme.ToString().ToLowerInvariant()}";
    }

    /// <param name="useScheme">How the page is told of light and dark, beyond what the browser tells it.</param>
    /// <param name="minStops">How many elements take the focus at least; null: the focus is not looked at.</param>
    public static async Task InspectEverywhereAsync(
        IPage page, string name, bool isFullPage = true, Func<ColorScheme, Task>? useScheme = null, int? minStops = 1)
    {
        foreach (var view in Views)
        {
            await ShowAsync(page, view, useScheme);
            await InspectAsync(page, $"{name}-{view}", isFullPage);
        }

        // After the rest: Tab may close what was open.
        foreach (var view in minStops is null ? [] : Views)
        {
            await ShowAsync(page, view, useScheme);
            var (stops, faults) = view == Views[0] ? await FocusRings.WalkAsync(page) : await FocusRings.VisitAsync(page);
            TestContext.Current.TestOutputHelper?.WriteLine($"{name}-{view}: {stops} elements take the focus");
            Assert.InRange(stops, minStops!.Value, FocusRings.MaxStops - 1);
            Assert.True(faults.Count == 0, $"{name}-{view}\n{string.Join('\n', faults.Distinct())}");
        }
    }

    /// <summary>What axe finds in the page and its frames. Deque's own call opens a page for each run, and takes three times as long.</summary>
    public static async Task<string[]> FindAsync(IPage page)
    {
        foreach (var frame in page.Frames)
        {
            await frame.EvaluateAsync($$"""
                if (!window.axe) { {{Axe}}; axe.configure({ allowedOrigins: ["<unsafe_all_origins>"] }); }
                """);
        }

        return await page.EvaluateAsync<string[]>("""
            async () => (await axe.run(document, { resultTypes: ["violations"] })).violations.map(
              ({ id, help, nodes }) => `${id}: ${help} – ${nodes.map(node => node.html).join(" | ")}`)
            """);
    }

    private static async Task ShowAsync(IPage page, View view, Func<ColorScheme, Task>? useScheme)
    {
        await page.SetViewportSizeAsync(view.Width, view.Height);
        await page.EmulateMediaAsync(new() { ColorScheme = view.Scheme, ReducedMotion = ReducedMotion.Reduce });
        await (useScheme?.Invoke(view.Scheme) ?? Task.CompletedTask);
    }

    private static async Task InspectAsync(IPage page, string name, bool isFullPage)
    {
        var findings = await FindAsync(page);
        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
        if (TakesPictures)
        {
            await TakePictureAsync(page, name, isFullPage);
        }

        Assert.True(findings.Length == 0, $"{name}\n{string.Join('\n', findings)}");
        Assert.True(overflow <= 0, $"{name} is {overflow} px wider than the screen");
    }

    private static async Task TakePictureAsync(IPage page, string name, bool isFullPage)
    {
        if (isFullPage && page.ViewportSize is { } screen)
        {
            // As high as the page: what is fixed to an edge of the screen would stand in the middle of the picture.
            await page.SetViewportSizeAsync(screen.Width, Math.Max(
                screen.Height, await page.EvaluateAsync<int>("document.documentElement.scrollHeight")));
        }

        await page.ScreenshotAsync(new()
        {
            Path = Path.Combine(Pictures, $"{name}.png"),
            Animations = ScreenshotAnimations.Disabled,
            FullPage = isFullPage,
        });
    }
}
