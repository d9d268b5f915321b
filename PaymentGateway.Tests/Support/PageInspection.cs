using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace PaymentGateway.Tests.Support;

/// <summary>
/// A page on a phone and on a desk, in the light and in the dark: nothing for axe to find, nothing wider than the screen,
/// and a picture of it in <c>artifacts/screenshots</c> for people to judge.
/// </summary>
internal static class PageInspection
{
    private static readonly string Pictures = Path.Combine(SourceTree.Root, "artifacts", "screenshots");

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private static readonly (int Width, int Height)[] Sizes = [(360, 780), (1280, 860)];
    private static readonly ColorScheme[] Schemes = [ColorScheme.Light, ColorScheme.Dark];

    /// <param name="useScheme">How the page is told of light and dark, beyond what the browser tells it.</param>
    public static async Task InspectEverywhereAsync(
        IPage page, string name, bool isFullPage = true, Func<ColorScheme, Task>? useScheme = null)
    {
        Directory.CreateDirectory(Pictures);
        foreach (var scheme in Schemes)
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            await (useScheme?.Invoke(scheme) ?? Task.CompletedTask);
            foreach (var (width, height) in Sizes)
            {
                await page.SetViewportSizeAsync(width, height);
                await InspectAsync(page, $"{name}-{width}-{scheme.ToString().ToLowerInvariant()}", isFullPage);
            }
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

    private static async Task InspectAsync(IPage page, string name, bool isFullPage)
    {
        var findings = await FindAsync(page);
        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
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

        Assert.True(findings.Length == 0, $"{name}\n{string.Join('\n', findings)}");
        Assert.True(overflow <= 0, $"{name} is {overflow} px wider than the screen");
    }
}
