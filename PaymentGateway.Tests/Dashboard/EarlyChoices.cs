using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>What a person chooses while the page still waits for the browser's first answer stands.</summary>
[Collection(nameof(RunningDashboard))]
public sealed class EarlyChoices(RunningDashboard running)
{
    [Fact]
    public async Task Of_the_theme_leave_a_button_that_changes_it_back()
    {
        await using var clerk = await running.NewClerkAsync();
        await ChooseBeforeTheAnswerAsync(clerk, "ready", "theme-button");
        await running.GiveSessionAsync(clerk, await running.NewMerchantAsync());
        await clerk.GoAsync("/dashboard");
        await Expect(clerk.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await clerk.ShowsAsync("dashboard");

        await clerk["theme-button"].ClickAsync();

        await Expect(clerk.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");
    }

    [Fact]
    public async Task Of_a_language_are_not_replaced_by_the_remembered_one()
    {
        await using var clerk = await running.LogInAsync(await running.NewMerchantAsync());
        await clerk.Page.EvaluateAsync("dashboard.rememberLanguage('node')");
        await ChooseBeforeTheAnswerAsync(clerk, "recallLanguage", "tab-refunds-python");
        await clerk.GoAsync("/dashboard/docs");
        await Expect(clerk["code-snippet-refunds"]).ToContainTextAsync("import");

        // Seen by the server after both: what it was told is handled in order.
        await clerk["theme-button"].ClickAsync();
        await Expect(clerk.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await Expect(clerk["tab-create-order-python"]).ToBeCheckedAsync();
    }

    private static async Task ChooseBeforeTheAnswerAsync(Clerk clerk, string question, string choice) =>
        await clerk.Context.AddInitScriptAsync($$"""
            let dashboard;
            Object.defineProperty(window, "dashboard", {
              get: () => dashboard,
              set: value => {
                dashboard = value;
                const answer = value["{{question}}"];
                value["{{question}}"] = async () => {
                  const before = answer();
                  const choice = () => document.querySelector("[data-test-id={{choice}}]");
                  while (!choice()) await new Promise(requestAnimationFrame);
                  choice().click();
                  return before;
                };
              },
            });
            """);
}
