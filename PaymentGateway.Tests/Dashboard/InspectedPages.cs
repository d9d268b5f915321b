using Microsoft.Playwright;
using PaymentGateway.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>Pages of the dashboard as <see cref="PageInspection"/> sees them.</summary>
[Collection(nameof(RunningDashboard))]
public abstract class InspectedPages(RunningDashboard running)
{
    private protected async Task InspectAsync(string state)
    {
        await using var clerk = await running.NewClerkAsync();
        await LayoutShifts.RecordAsync(clerk.Context);
        await clerk.Page.SetViewportSizeAsync(1280, 600);
        await new PageStates(running, clerk).ReachAsync(state);
        await LayoutShifts.InspectAsync(clerk.Page, $"{state} at 1280 px");
        await PageInspection.InspectEverywhereAsync(
            clerk.Page, "dashboard-" + state, PageStates.IsWholePage(state), scheme => UseAsync(clerk.Page, scheme));

        if (PageStates.IsWholePage(state))
        {
            await PageWidths.InspectAsync(clerk.Page, "dashboard-" + state);
        }

        if (PageStates.IsReloadable(state))
        {
            await clerk.Page.SetViewportSizeAsync(360, 780);
            await clerk.Page.ReloadAsync();
            await clerk.IsLoadedAsync();
            await LayoutShifts.InspectAsync(clerk.Page, $"{state} at 360 px");
        }

        Assert.Empty(clerk.Violations);
        Assert.Empty(clerk.Errors);
    }

    // As the button in the top bar does; before the log-in there is none, and the page follows the browser.
    internal static async Task UseAsync(IPage page, ColorScheme scheme)
    {
        var name = scheme.ToString().ToLowerInvariant();
        if (await page.EvaluateAsync<string>("document.documentElement.dataset.theme") != name)
        {
            await page.EvaluateAsync($$"""
                const button = document.querySelector("[data-test-id=theme-button]");
                const open = document.querySelectorAll("details[open]");
                button ? button.click() : dashboard.setTheme("{{name}}");
                for (const menu of open) menu.open = true; // a click beside a menu closes it
                """);
        }

        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", name);
    }
}
