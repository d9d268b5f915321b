using Microsoft.Playwright;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>That <see cref="FocusRings"/> finds what <see cref="InspectedPages"/> and the checkout's screens rely on.</summary>
[Collection(nameof(RunningDashboard))]
public sealed class VisibleFocus(RunningDashboard running)
{
    [Theory]
    [InlineData("* { outline: none !important; box-shadow: none !important }", "no ring")]
    [InlineData(":root { --ring: #eef2f7 !important }", "contrast")]
    [InlineData(":focus-visible { outline-width: 1px !important }", "a ring of 1 px")]
    [InlineData(".menu, .page-head, .filters label, tr td { overflow: hidden !important }", "cut off by")]
    public async Task Control_a_style_that_hides_the_focus_is_found(string style, string fault)
    {
        await using var clerk = await running.NewClerkAsync();
        await new PageStates(running, clerk).ReachAsync("transactions");
        await InspectedPages.UseAsync(clerk.Page, ColorScheme.Light);
        await clerk.Page.EvaluateAsync("""
            style => { // the page's policy forbids a style element, not this
              const sheet = new CSSStyleSheet();
              sheet.replaceSync(style);
              document.adoptedStyleSheets.push(sheet);
            }
            """, style);

        var (_, walked) = await FocusRings.WalkAsync(clerk.Page);
        var (_, visited) = await FocusRings.VisitAsync(clerk.Page);

        Assert.Contains(walked, found => found.Contains(fault, StringComparison.Ordinal));
        Assert.Contains(visited, found => found.Contains(fault, StringComparison.Ordinal));
    }
}
