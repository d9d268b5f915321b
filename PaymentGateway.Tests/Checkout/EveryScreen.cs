using System.Runtime.CompilerServices;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace PaymentGateway.Tests.Checkout;

/// <summary>
/// Each state on a phone and on a desk, in the light and in the dark: nothing for axe to find, nothing wider than the
/// screen, and a picture of it in <c>artifacts/screenshots</c> for people to judge.
/// </summary>
[Collection(nameof(RunningCheckout))]
public sealed class EveryScreen(RunningCheckout running)
{
    private static readonly string Pictures = Path.Combine(Root(), "artifacts", "screenshots");

    private static readonly (int Width, int Height)[] Sizes = [(360, 780), (1280, 860)];
    private static readonly ColorScheme[] Schemes = [ColorScheme.Light, ColorScheme.Dark];

    public static TheoryData<string> All => new(States.All);

    [Theory]
    [MemberData(nameof(All))]
    public async Task Is_accessible_fits_and_has_its_picture_taken(string state)
    {
        await using var shop = await ShopSite.OpenAsync();
        await using var shopper = await running.NewShopperAsync(Screen.Phone);
        await shopper.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce }); // no colour half-way to another
        await new States(running, shop, shopper).ReachAsync(state);
        Directory.CreateDirectory(Pictures);
        foreach (var scheme in Schemes)
        {
            await shopper.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            foreach (var (width, height) in Sizes)
            {
                await shopper.Page.SetViewportSizeAsync(width, height);
                await InspectAsync(shopper.Page, $"{state}-{width}-{scheme.ToString().ToLowerInvariant()}");
            }
        }

        Assert.Empty(shopper.Violations);
        Assert.Empty(shopper.Errors);
    }

    [Theory]
    [InlineData("card-form")]
    [InlineData("failure")]
    [InlineData("success")]
    public async Task Fits_a_screen_of_320_pixels_and_so_a_zoom_of_400_percent(string state)
    {
        await using var shop = await ShopSite.OpenAsync();
        await using var shopper = await running.NewShopperAsync(new Screen(320, 256));
        await new States(running, shop, shopper).ReachAsync(state);

        Assert.True(await shopper.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth") <= 0);
        Assert.True(await shopper.Page.EvaluateAsync<bool>(
            "[...document.querySelectorAll('button, .method')].filter(b => b.offsetParent).every(b => b.offsetHeight >= 44)"));
    }

    private static async Task InspectAsync(IPage page, string name)
    {
        var findings = (await page.RunAxe()).Violations;
        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
        await page.ScreenshotAsync(new()
        {
            Path = Path.Combine(Pictures, $"{name}.png"),
            Animations = ScreenshotAnimations.Disabled,
            FullPage = !name.StartsWith("modal", StringComparison.Ordinal),
        });

        Assert.True(findings.Length == 0, $"{name}\n" + string.Join('\n', findings.Select(finding =>
            $"{finding.Id}: {finding.Help} – {string.Join(" | ", finding.Nodes.Select(node => node.Html))}")));
        Assert.True(overflow <= 0, $"{name} is {overflow} px wider than the screen");
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "..", "..", ".."));
}
