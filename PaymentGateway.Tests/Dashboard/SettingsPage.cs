using System.Net;
using PaymentGateway.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Dashboard;

[Collection(nameof(RunningDashboard))]
public sealed class SettingsPage(RunningDashboard running)
{
    [Fact]
    public async Task A_saved_name_is_what_shoppers_and_the_dashboard_show()
    {
        var merchant = await running.NewMerchantAsync();
        await using var clerk = await running.LogInAsync(merchant);
        await clerk.FollowAsync("Settings");

        await clerk["name-input"].FillAsync("  ");
        await clerk["save-name-button"].ClickAsync();
        await clerk.SaysAsync("name-error", "Enter a name.");
        await clerk["name-input"].FillAsync("Chai & Co");
        await clerk["save-name-button"].ClickAsync();

        await clerk.HearsAsync("Name saved.");
        await Expect(clerk["account-menu"]).ToContainTextAsync("Chai & Co");
        var order = await merchant.CreateOrderAsync(50_000);
        Assert.Equal("Chai & Co", (await merchant.GetAsync($"/api/v1/orders/{order}/public")).Text("merchant_name"));
        await clerk.Page.ReloadAsync();
        await Expect(clerk["name-input"]).ToHaveValueAsync("Chai & Co");
        await Expect(clerk["account-menu"]).ToContainTextAsync("Chai & Co");
    }

    [Fact]
    public async Task Allowed_origins_are_saved_one_per_line_and_a_bad_one_changes_nothing()
    {
        var merchant = await running.NewMerchantAsync();
        await using var clerk = await running.LogInAsync(merchant);
        await clerk.FollowAsync("Settings");

        await clerk["origins-input"].FillAsync("https://shop.example/\nhttps://www.shop.example\n");
        await clerk["save-origins-button"].ClickAsync();
        await clerk.HearsAsync("Allowed origins saved.");
        Assert.Equal(["https://shop.example", "https://www.shop.example"], await OriginsAsync(merchant));

        await clerk["origins-input"].FillAsync("https://shop.example/path");
        await clerk["save-origins-button"].ClickAsync();
        await Expect(clerk["origins-error"]).Not.ToBeEmptyAsync();
        await Expect(clerk["origins-input"]).ToHaveValueAsync("https://shop.example/path");
        Assert.Equal(2, (await OriginsAsync(merchant)).Length);
    }

    [Fact]
    public async Task A_changed_password_is_needed_at_the_next_log_in_and_ends_other_sessions_only()
    {
        const string NewPassword = "a better one than before";
        var merchant = await running.NewMerchantAsync();
        await using var other = await running.LogInAsync(merchant);
        await using var clerk = await running.LogInAsync(merchant);
        await clerk.FollowAsync("Settings");

        await clerk["current-password-input"].FillAsync("not the password");
        await clerk["new-password-input"].FillAsync(NewPassword);
        await clerk["save-password-button"].ClickAsync();
        await Expect(clerk["password-error"]).Not.ToBeEmptyAsync();
        await clerk["current-password-input"].FillAsync(RunningDashboard.Password);
        await clerk["new-password-input"].FillAsync("too short");
        await clerk["save-password-button"].ClickAsync();
        await clerk.SaysAsync("password-error", "Enter a new password of at least 12 characters.");
        await clerk["new-password-input"].FillAsync(NewPassword);
        await clerk["save-password-button"].ClickAsync();

        await clerk.HearsAsync("Password changed.");
        await Expect(clerk["new-password-input"]).ToHaveValueAsync("");
        await other.ShowsAsync("login-form"); // by itself
        await clerk.FollowAsync("Overview");
        await clerk.ShowsAsync("stats-container");
        var email = await RunningDashboard.EmailOfAsync(merchant);
        await other.TypeLogInAsync(email, RunningDashboard.Password);
        await other.ShowsAsync("login-notice");
        await other.TypeLogInAsync(email, NewPassword);
        await other.ShowsAsync("stats-container");
    }

    [Fact]
    public async Task The_previous_secret_shows_its_remaining_life_and_can_be_ended()
    {
        var merchant = await running.NewMerchantAsync();
        await using var clerk = await running.LogInAsync(merchant);
        await clerk.FollowAsync("Settings");
        await Expect(clerk["rotate-keys-button"]).ToBeVisibleAsync();
        await Expect(clerk["previous-secret"]).ToHaveCountAsync(0);

        await clerk["rotate-keys-button"].ClickAsync();
        await Expect(clerk.Page.GetByRole(Microsoft.Playwright.AriaRole.Dialog, new() { Name = "Rotate API secret" })).ToBeVisibleAsync();
        await clerk["rotate-confirm-button"].ClickAsync();
        await Expect(clerk.Page.GetByRole(Microsoft.Playwright.AriaRole.Dialog, new() { Name = "Your new secret" })).ToBeVisibleAsync();
        await clerk["rotate-done-button"].ClickAsync();
        await Expect(clerk["previous-secret"]).ToContainTextAsync("The previous secret works until");
        (await merchant.GetAsync("/api/v1/orders")).Expect(200); // with the previous secret

        await clerk["end-previous-secret-button"].ClickAsync();
        await clerk["confirm-button"].ClickAsync();

        await Expect(clerk["previous-secret"]).ToHaveCountAsync(0);
        await Eventually.GetAsync(() => merchant.GetAsync("/api/v1/orders"), response => response.Status == HttpStatusCode.Unauthorized,
            "the previous secret is refused");
    }

    private static async Task<string[]> OriginsAsync(TestMerchant merchant) =>
        [.. (await merchant.GetAsync("/api/v1/merchant/config")).Json.GetProperty("allowed_origins").EnumerateArray().Select(o => o.GetString()!)];
}
