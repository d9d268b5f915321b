using System.Net.Http.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Dashboard;

[Collection(nameof(RunningDashboard))]
public sealed class LoggingIn(RunningDashboard running)
{
    [Fact]
    public async Task The_right_password_leads_to_where_one_was_going()
    {
        var merchant = await running.NewMerchantAsync();
        await using var clerk = await running.NewClerkAsync();

        await clerk.GoAsync("/dashboard/transactions?status=failed");
        await clerk.ShowsAsync("login-form");
        await clerk.TypeLogInAsync(await RunningDashboard.EmailOfAsync(merchant), RunningDashboard.Password);

        await clerk.IsAtAsync("/dashboard/transactions?status=failed");
        await Expect(clerk.Page.GetByRole(AriaRole.Heading, new() { Name = "Transactions" })).ToBeVisibleAsync();
        await clerk.ShowsAsync("test-mode-banner");
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_are_refused_in_the_same_words()
    {
        var email = await RunningDashboard.EmailOfAsync(await running.NewMerchantAsync());
        await using var clerk = await running.NewClerkAsync();
        await clerk.GoAsync("/login");

        foreach (var somebody in new[] { email, "nobody@example.com" })
        {
            await clerk.TypeLogInAsync(somebody, "wrong");
            await clerk.SaysAsync("login-notice", "Incorrect email or password.");
            await Expect(clerk["email-input"]).ToHaveValueAsync(somebody);
            await Expect(clerk["password-input"]).ToHaveValueAsync("");
        }

        await clerk.GoAsync("/dashboard");
        await clerk.ShowsAsync("login-form");
    }

    [Fact]
    public async Task After_five_wrong_passwords_the_page_says_how_long_to_wait_whatever_is_typed()
    {
        var email = await RunningDashboard.EmailOfAsync(await running.NewMerchantAsync());
        for (var i = 0; i < 5; i++)
        {
            await running.Gateway.Api.PostAsJsonAsync("/api/v1/auth/login", new { email, password = "wrong" });
        }

        await using var clerk = await running.NewClerkAsync();
        await clerk.GoAsync("/login");
        await clerk.TypeLogInAsync(email, RunningDashboard.Password);

        await Expect(clerk["login-notice"]).ToContainTextAsync("Too many failed attempts. Try again in a minute");
    }

    [Fact]
    public async Task In_the_sandbox_one_click_enters_as_the_test_merchant_whose_published_secret_can_be_seen()
    {
        await using var clerk = await running.NewClerkAsync();
        await clerk.GoAsync("/");
        await clerk["sandbox-login-button"].ClickAsync();

        await clerk.SaysAsync("api-key", "key_test_abc123");
        await Expect(clerk["api-secret"]).Not.ToContainTextAsync("xyz789");
        await clerk["api-secret-reveal"].ClickAsync();
        await clerk.SaysAsync("api-secret", "secret_test_xyz789");
    }

    [Fact]
    public async Task Logging_out_closes_every_open_page()
    {
        await using var clerk = await running.LogInAsync(await running.NewMerchantAsync());
        var other = await clerk.Context.NewPageAsync();
        await other.GotoAsync(running.Address + "/dashboard/webhooks");
        await Expect(other.GetByTestId("webhook-config-form")).ToBeVisibleAsync();
        var early = await clerk.Context.NewPageAsync();
        await early.RouteAsync("**/_blazor/**", route => route.AbortAsync()); // has no connection yet
        await early.GotoAsync(running.Address + "/dashboard/webhooks");

        await clerk["account-menu"].Locator("summary").ClickAsync();
        await clerk["logout-button"].ClickAsync();

        await clerk.ShowsAsync("login-form");
        await Expect(other.GetByTestId("login-notice")).ToHaveTextAsync("You have been logged out. Log in again to continue.");
        await Expect(early.GetByTestId("login-notice")).ToHaveTextAsync("You have been logged out. Log in again to continue.");
        await other.GotoAsync(running.Address + "/dashboard");
        await Expect(other.GetByTestId("login-form")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_page_that_loses_its_connection_at_a_log_out_says_that_the_session_has_ended()
    {
        await using var clerk = await running.LogInAsync(await running.NewMerchantAsync());
        var other = await clerk.Context.NewPageAsync();
        var dropsMessages = false;
        await other.RouteWebSocketAsync(url => url.Contains("/_blazor", StringComparison.Ordinal), page => page.ConnectToServer().OnMessage(frame =>
        {
            if (!dropsMessages && frame.Binary is { } message)
            {
                page.Send(message);
            }
        }));
        await other.GotoAsync(running.Address + "/dashboard/webhooks");
        await Expect(other.Locator("html")).ToHaveAttributeAsync("data-interactive", "true");
        dropsMessages = true;

        await clerk["account-menu"].Locator("summary").ClickAsync();
        await clerk["logout-button"].ClickAsync();

        await Expect(other.GetByTestId("login-notice")).ToHaveTextAsync("You have been logged out. Log in again to continue.");
    }

    [Fact]
    public async Task A_session_that_is_ended_at_the_gateway_ends_here_too()
    {
        var merchant = await running.NewMerchantAsync();
        await using var clerk = await running.LogInAsync(merchant);

        await running.Gateway.ExecuteAsync($"DELETE FROM sessions WHERE merchant_id = {merchant.Id.Value}");
        var other = await clerk.Context.NewPageAsync();
        // Commit only: the page's own redirect to the log-in page would abort a wait for its load.
        await other.GotoAsync(new Uri(new Uri(clerk.Page.Url), "/dashboard/transactions").AbsoluteUri, new() { WaitUntil = WaitUntilState.Commit });

        await Expect(other.GetByTestId("login-form")).ToBeVisibleAsync();
        await clerk.ShowsAsync("login-form");
    }
}
