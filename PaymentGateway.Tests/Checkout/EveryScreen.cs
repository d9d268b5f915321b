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

    private static readonly int[] Widths = [360, 1280];
    private static readonly ColorScheme[] Schemes = [ColorScheme.Light, ColorScheme.Dark];

    public static TheoryData<string, int, ColorScheme> All => new(
        from state in States.All
        from width in Widths
        from scheme in Schemes
        select (state, width, scheme));

    [Theory]
    [MemberData(nameof(All))]
    public async Task Is_accessible_fits_and_has_its_picture_taken(string state, int width, ColorScheme scheme)
    {
        await using var shop = await ShopSite.OpenAsync();
        await using var shopper = await running.NewShopperAsync(new Screen(width, width == 360 ? 780 : 860, scheme));
        await new States(running, shop, shopper).ReachAsync(state);

        var findings = (await shopper.Page.RunAxe()).Violations;
        var overflow = await shopper.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
        Directory.CreateDirectory(Pictures);
        await shopper.Page.ScreenshotAsync(new()
        {
            Path = Path.Combine(Pictures, $"{state}-{width}-{scheme.ToString().ToLowerInvariant()}.png"),
            Animations = ScreenshotAnimations.Disabled,
            FullPage = !state.StartsWith("modal", StringComparison.Ordinal),
        });

        Assert.True(findings.Length == 0, string.Join('\n', findings.Select(finding =>
            $"{finding.Id}: {finding.Help} – {string.Join(" | ", finding.Nodes.Select(node => node.Html))}")));
        Assert.True(overflow <= 0, $"{overflow} px wider than the screen");
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

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "..", "..", ".."));
}
