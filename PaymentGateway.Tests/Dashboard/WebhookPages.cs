using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using PaymentGateway.Core.Secrets;
using PaymentGateway.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Dashboard;

[Collection(nameof(RunningDashboard))]
public sealed class WebhookPages(RunningDashboard running)
{
    [Fact]
    public async Task An_address_is_saved_and_a_test_event_reaches_it()
    {
        await using var receiver = await Receiver.StartAsync();
        var merchant = await running.NewMerchantAsync();
        await using var clerk = await running.LogInAsync(merchant);
        await clerk.FollowAsync("Webhooks");
        await Expect(clerk["test-webhook-button"]).ToBeDisabledAsync();

        await clerk["webhook-url-input"].FillAsync("ftp://nowhere");
        await clerk["save-webhook-button"].ClickAsync();
        await Expect(clerk["webhook-fault"]).Not.ToBeEmptyAsync();
        await clerk["webhook-url-input"].FillAsync(receiver.Url);
        await clerk["save-webhook-button"].ClickAsync();
        await clerk.HearsAsync("Endpoint saved.");
        await Expect(clerk["webhook-fault"]).ToBeEmptyAsync();
        await clerk["test-webhook-button"].ClickAsync();

        await clerk.SaysAsync("webhook-event", "webhook.test");
        await clerk.SaysAsync("webhook-status", "Success"); // without a reload
        await clerk.SaysAsync("webhook-attempts", "1");
        await clerk.SaysAsync("webhook-response-code", "200");
        await Expect(clerk["webhook-last-attempt"]).Not.ToHaveTextAsync("–");
        Assert.True(Assert.Single(receiver.Received).IsSignedWith(TestMerchant.WebhookSecret));

        await clerk["webhook-url-input"].FillAsync("");
        await clerk["save-webhook-button"].ClickAsync();
        await Expect(clerk["webhook-fault"]).ToContainTextAsync("To stop deliveries, remove the endpoint");
        await clerk["remove-webhook-button"].ClickAsync();
        await clerk.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        Assert.Equal(receiver.Url, (await merchant.GetAsync("/api/v1/merchant/config")).Text("webhook_url"));

        await clerk["remove-webhook-button"].ClickAsync();
        await clerk["confirm-button"].ClickAsync();
        await clerk.HearsAsync("Endpoint removed.");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await merchant.GetAsync("/api/v1/merchant/config")).Json.GetProperty("webhook_url").ValueKind);
    }

    [Fact]
    public async Task What_is_being_typed_outlives_the_change_of_a_colleague()
    {
        await using var receiver = await Receiver.StartAsync();
        var merchant = await running.NewMerchantAsync(receiver.Url);
        await using var clerk = await running.LogInAsync(merchant);
        await clerk.FollowAsync("Webhooks");
        await Expect(clerk["webhook-url-input"]).ToHaveValueAsync(receiver.Url);

        await clerk["webhook-url-input"].FillAsync("https://half.a.na");
        (await merchant.PatchAsync("/api/v1/merchant/webhook", new { webhook_url = receiver.Url + "?new" })).Expect(200);
        await merchant.PayAsync(); // deliveries come, and the page reads everything anew
        await Expect(clerk.Deliveries.First).ToContainTextAsync("Success");

        await Expect(clerk["webhook-url-input"]).ToHaveValueAsync("https://half.a.na");
    }

    [Fact]
    public async Task An_address_that_said_it_is_gone_is_shown_as_switched_off_until_another_is_saved()
    {
        await using var gone = await Receiver.StartAsync((http, _) =>
        {
            http.Response.StatusCode = StatusCodes.Status410Gone;
            return Task.CompletedTask;
        });
        await using var receiver = await Receiver.StartAsync();
        var merchant = await running.NewMerchantAsync(gone.Url);
        await using var clerk = await running.LogInAsync(merchant);
        await clerk.FollowAsync("Webhooks");
        await Expect(clerk["endpoint-health"]).ToHaveCountAsync(0);

        await clerk["test-webhook-button"].ClickAsync();
        await Expect(clerk["endpoint-health"]).ToContainTextAsync("Disabled"); // without a reload
        await clerk.FollowAsync("Overview");
        await Expect(clerk["endpoint-health"]).ToContainTextAsync("Disabled");

        await clerk.FollowAsync("Webhooks");
        await clerk["webhook-url-input"].FillAsync(receiver.Url);
        await clerk["save-webhook-button"].ClickAsync();
        await Expect(clerk["endpoint-health"]).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_signing_secret_is_hidden_can_be_copied_and_is_replaced_only_when_meant()
    {
        var merchant = await running.NewMerchantAsync();
        await using var clerk = await running.LogInAsync(merchant);
        await clerk.FollowAsync("Webhooks");
        await Expect(clerk["webhook-secret"]).Not.ToContainTextAsync(TestMerchant.WebhookSecret);

        await clerk["webhook-secret-reveal"].ClickAsync();
        await clerk.SaysAsync("webhook-secret", TestMerchant.WebhookSecret);
        await clerk.Page.GetByRole(AriaRole.Button, new() { Name = "Copy signing secret" }).ClickAsync();
        await Expect(clerk.Page.GetByRole(AriaRole.Button, new() { Name = "Copied" })).ToBeVisibleAsync();
        Assert.Equal(TestMerchant.WebhookSecret, await clerk.ClipboardAsync());

        await clerk["regenerate-secret-button"].ClickAsync();
        await clerk.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await clerk.SaysAsync("webhook-secret", TestMerchant.WebhookSecret);
        await clerk["regenerate-secret-button"].ClickAsync();
        await clerk["confirm-button"].ClickAsync();
        await Expect(clerk["webhook-secret"]).Not.ToHaveTextAsync(TestMerchant.WebhookSecret);
        Assert.Equal(
            await clerk["webhook-secret"].TextContentAsync(), (await merchant.GetAsync("/api/v1/merchant/config")).Text("webhook_secret"));
    }

    [Fact]
    public async Task A_secret_that_cannot_be_decrypted_is_said_and_rotated_and_failed_deliveries_are_resent()
    {
        await using var receiver = await Receiver.StartAsync();
        var merchant = await running.NewMerchantAsync(receiver.Url);
        var unreadable = new SecretVault(new EphemeralDataProtectionProvider()).Lock("of-another-key-ring");
        await merchant.Gateway.ExecuteAsync($"UPDATE merchants SET webhook_secret = {unreadable} WHERE id = {merchant.Id.Value}");
        await merchant.SendTestWebhookAsync();
        await using var clerk = await running.LogInAsync(merchant);
        await Expect(clerk["endpoint-alert"].First).ToBeVisibleAsync();
        await clerk.FollowAsync("Webhooks");
        await Expect(clerk["secret-unreadable"]).ToContainTextAsync("The stored secret can't be decrypted");
        await Expect(clerk["webhook-secret"]).ToHaveCountAsync(0);
        await clerk.SaysAsync("webhook-status", "Retrying");
        await GiveUpNextTimeAsync(merchant);
        await merchant.AdvanceAsync(TimeSpan.FromMinutes(1));
        await clerk.SaysAsync("webhook-status", "Failed");

        await clerk["regenerate-secret-button"].ClickAsync();
        await clerk["confirm-button"].ClickAsync();
        await Expect(clerk["secret-unreadable"]).ToHaveCountAsync(0);
        var secret = await clerk["webhook-secret"].TextContentAsync();
        await clerk.FollowAsync(clerk["webhook-event"]);
        await Expect(clerk["attempt-item"].First).ToContainTextAsync("Signing secret can't be decrypted.");
        await clerk["retry-webhook-button"].ClickAsync();

        await clerk.SaysAsync("webhook-status", "Success");
        Assert.True(Assert.Single(receiver.Received).IsSignedWith(secret!));
    }

    [Fact]
    public async Task An_attempt_of_a_delivery_that_has_ended_is_not_shown_as_being_sent()
    {
        var merchant = await running.NewMerchantAsync("http://127.0.0.1:1/");
        var id = await merchant.SendTestWebhookAsync();
        await merchant.AttemptedAsync(id, 1);
        await merchant.Gateway.ExecuteAsync($"""
            INSERT INTO webhook_attempts (webhook_id, attempt, trigger, started_at) VALUES ({Guid.Parse(id)}, 2, 'auto', now());
            UPDATE webhook_logs SET status = 'failed', next_retry_at = NULL WHERE id = {Guid.Parse(id)};
            DELETE FROM jobs WHERE ref = {id}
            """);
        await using var clerk = await running.LogInAsync(merchant);

        await clerk.GoAsync($"/dashboard/webhooks/{id}");

        await Expect(clerk["attempt-item"].First).ToContainTextAsync("Interrupted");
    }

    [Fact]
    public async Task A_delivery_shows_each_attempt_with_both_bodies_as_text_and_can_be_sent_again()
    {
        const string Answer = "<img src=x onerror=\"document.title='run'\">";
        var isRefusing = true;
        await using var receiver = await Receiver.StartAsync(async (http, _) =>
        {
            http.Response.StatusCode = Volatile.Read(ref isRefusing) ? 500 : 200;
            await http.Response.WriteAsync(Answer);
        });
        var merchant = await running.NewMerchantAsync(receiver.Url);
        await merchant.PostAsync("/api/v1/merchant/webhook/test");
        await using var clerk = await running.LogInAsync(merchant);
        await clerk.FollowAsync("Webhooks");
        await clerk.SaysAsync("webhook-response-code", "500");
        await Expect(clerk["retry-webhook-button"]).ToBeDisabledAsync(); // it is tried again by itself
        await GiveUpNextTimeAsync(merchant);
        await clerk.SaysAsync("webhook-status", "Failed");

        await clerk.FollowAsync(clerk["webhook-event"]);
        await Expect(clerk["attempt-response"].First).ToHaveTextAsync(Answer);
        await Expect(clerk["webhook-payload"]).ToContainTextAsync("\"event\": \"webhook.test\"");
        Volatile.Write(ref isRefusing, false);
        await clerk["retry-webhook-button"].ClickAsync();

        await clerk.SaysAsync("webhook-status", "Success");
        await Expect(clerk["attempt-item"].Nth(2)).ToBeVisibleAsync();
        await Expect(clerk["attempt-item"].First).ToContainTextAsync("manual");
        Assert.NotEqual("run", await clerk.Page.TitleAsync());
    }

    [Fact]
    public async Task Deliveries_are_filtered_by_status_and_event()
    {
        var shop = await running.BusyShopAsync();
        await using var clerk = await running.LogInAsync(shop.Merchant);
        await clerk.FollowAsync("Webhooks");
        await clerk["webhook-event-filter"].SelectOptionAsync("refund.processed");
        await Expect(clerk.Deliveries).ToHaveCountAsync(1);
        await Expect(clerk.Deliveries.First).ToHaveAttributeAsync("data-webhook-id", shop.Troubled);
        await clerk.SaysAsync("webhook-attempts", "2");

        await clerk.Page.ReloadAsync();
        await Expect(clerk.Deliveries).ToHaveCountAsync(1);
        await clerk["webhook-status-filter"].SelectOptionAsync("failed");
        await Expect(clerk["empty-state"]).ToContainTextAsync("No delivery matches");

        await clerk.GoAsync("/dashboard/webhooks?q=" + shop.Refunded);
        await Expect(clerk.Deliveries).ToHaveCountAsync(3);
        await Expect(clerk["webhook-subject"]).ToHaveTextAsync([shop.Refunded, shop.Refunded, shop.Refunded]);
        await clerk["to-filter"].FillAsync("2020-01-01");
        await Expect(clerk["empty-state"]).ToContainTextAsync("No delivery matches");
    }

    private static Task<int> GiveUpNextTimeAsync(TestMerchant merchant) =>
        merchant.Gateway.ExecuteAsync($"UPDATE webhook_logs SET attempts = 4 WHERE merchant_id = {merchant.Id.Value}");
}
