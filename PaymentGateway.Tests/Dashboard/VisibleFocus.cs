using Microsoft.Playwright;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>With a dashboard of its own: nothing here is a matter of time, so it need not wait until the machine is free.</summary>
public sealed class VisibleFocus(RunningDashboard running) : IClassFixture<RunningDashboard>
{
    private static readonly (int Width, int Height)[] Sizes = [(1280, 600), (360, 780)];

    public static TheoryData<string> All => new(PageStates.All);

    [Theory]
    [MemberData(nameof(All))]
    public async Task Everything_that_Tab_reaches_shows_a_ring(string state)
    {
        await using var clerk = await running.NewClerkAsync();
        await new PageStates(running, clerk).ReachAsync(state);
        var faults = new List<string>();
        foreach (var (width, height) in Sizes)
        {
            await clerk.Page.SetViewportSizeAsync(width, height);
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await EveryPage.UseAsync(clerk.Page, scheme);
                var (stops, found) = await FocusRings.InspectAsync(clerk.Page);
                Assert.InRange(stops, 1, 399);
                TestContext.Current.TestOutputHelper?.WriteLine($"{state}, {width} px, {scheme}: {stops} elements");
                faults.AddRange(found.Select(fault => $"{width} px, {scheme}: {fault}"));
            }
        }

        Assert.True(faults.Count == 0, $"{state}\n{string.Join('\n', faults.Distinct())}");
    }

    [Theory]
    [InlineData("* { outline: none !important; box-shadow: none !important }", "no ring")]
    [InlineData(":root { --ring: #eef2f7 !important }", "contrast")]
    [InlineData(":focus-visible { outline-width: 1px !important }", "a ring of 1 px")]
    [InlineData(".menu, .page-head, .filters label, tr td { overflow: hidden !important }", "cut off by")]
    public async Task Control_a_style_that_hides_the_focus_is_found(string style, string fault)
    {
        await using var clerk = await running.NewClerkAsync();
        await new PageStates(running, clerk).ReachAsync("transactions");
        await EveryPage.UseAsync(clerk.Page, ColorScheme.Light);
        await clerk.Page.EvaluateAsync("""
            style => { // the page's policy forbids a style element, not this
              const sheet = new CSSStyleSheet();
              sheet.replaceSync(style);
              document.adoptedStyleSheets.push(sheet);
            }
            """, style);

        var (_, faults) = await FocusRings.InspectAsync(clerk.Page);

        Assert.Contains(faults, found => found.Contains(fault, StringComparison.Ordinal));
    }
}
