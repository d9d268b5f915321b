using System.Diagnostics;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Dashboard;

[Collection(nameof(RunningDashboard))]
public sealed class OnePayment(RunningDashboard running)
{
    [Fact]
    public async Task Tells_its_story_from_the_first_event_to_the_last_webhook()
    {
        var shop = await running.BusyShopAsync();
        await using var clerk = await running.LogInAsync(shop.Merchant);
        await clerk.GoAsync("/dashboard/transactions/" + shop.Refunded);
        await clerk.ShowsAsync("timeline");

        await clerk.SaysAsync("payment-story", "₹249.00 refunded, ₹999.00 can still be refunded.");
        Assert.Equal(
            ["refund.processed", "refund.created", "payment.captured", "payment.success", "payment.pending", "payment.created"],
            await TypesAsync(clerk));

        await clerk["timeline-all"].CheckAsync();
        await Expect(clerk["timeline-delivery"]).ToHaveCountAsync(5); // three events of the payment, two of the refund
        var refused = clerk["timeline-delivery"].Filter(new() { HasText = "refund.processed" });
        await Expect(refused).ToContainTextAsync("2 attempts · HTTP 200");
        await Expect(refused.GetByText("HTTP 503")).ToBeHiddenAsync();
        await refused.Locator("summary").ClickAsync();
        await Expect(refused.GetByText("HTTP 503")).ToBeVisibleAsync();
        await Expect(refused.GetByRole(AriaRole.Link)).ToHaveAttributeAsync("href", "dashboard/webhooks/" + shop.Troubled);
        Assert.True(ActivityContext.TryParse($"00-{await clerk["trace-id"].TextContentAsync()}-0000000000000001-00", null, out _));
        await clerk.SaysAsync("amount-refunded", "₹249.00");
        await clerk.SaysAsync("amount-left", "₹999.00");

        await clerk.Page.GetByRole(AriaRole.Button, new() { Name = "Copy payment ID" }).ClickAsync();
        await Expect(clerk.Page.GetByRole(AriaRole.Button, new() { Name = "Copied" })).ToBeVisibleAsync();
        Assert.Equal(shop.Refunded, await clerk.ClipboardAsync());
        await clerk["raw-json"].Locator("summary").ClickAsync();
        await Expect(clerk["raw-json"].Locator("code")).ToContainTextAsync($"\"id\": \"{shop.Refunded}\"");
    }

    private static Task<string[]> TypesAsync(Clerk clerk) =>
        clerk["timeline-entry"].EvaluateAllAsync<string[]>("all => all.map(entry => entry.dataset.type)");

    [Fact]
    public async Task A_failed_refund_says_so_and_its_amount_is_refunded_again_from_there()
    {
        var merchant = await running.NewMerchantAsync();
        var id = await merchant.PaidAsync(50_000, "refund-fail@sim");
        await using var clerk = await running.LogInAsync(merchant);
        await clerk.GoAsync("/dashboard/transactions/" + id);
        (await merchant.PostAsync($"/api/v1/payments/{id}/refunds", new { amount = 12_050 })).Expect(201);
        await Expect(clerk["refund-state"]).ToHaveTextAsync("Failed"); // without a reload

        await clerk["refund-again-button"].ClickAsync();
        await Expect(clerk["refund-amount-input"]).ToHaveValueAsync("120.50");
        await clerk["refund-submit"].ClickAsync();

        await Expect(clerk["refund-item"]).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Says_in_plain_words_why_it_failed()
    {
        var shop = await running.BusyShopAsync();
        await using var clerk = await running.LogInAsync(shop.Merchant);
        await clerk.GoAsync("/dashboard/transactions/" + shop.Declined);

        await Expect(clerk["failure-reason"]).ToContainTextAsync("Insufficient funds");
        await Expect(clerk["refund-button"]).ToHaveCountAsync(0);
        await Expect(clerk["capture-button"]).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Of_another_merchant_is_one_that_does_not_exist()
    {
        var shop = await running.BusyShopAsync();
        await using var clerk = await running.LogInAsync(await running.NewMerchantAsync());

        foreach (var id in new[] { shop.Refunded, "pay_0000000000000000", "%3Cscript%3E" })
        {
            await clerk.GoAsync("/dashboard/transactions/" + id);
            await Expect(clerk["empty-state"]).ToContainTextAsync("Payment not found");
        }

        await clerk.GoAsync("/dashboard/webhooks/" + shop.Troubled);
        await Expect(clerk["empty-state"]).ToContainTextAsync("Delivery not found");
    }

    [Fact]
    public async Task Is_captured_once_it_is_meant()
    {
        var merchant = await running.NewMerchantAsync();
        var id = await merchant.PaidAsync();
        await using var clerk = await running.LogInAsync(merchant);
        await clerk.GoAsync("/dashboard/transactions/" + id);

        await clerk["capture-button"].ClickAsync();
        await clerk.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        Assert.False((await merchant.GetAsync($"/api/v1/payments/{id}")).Json.GetProperty("captured").GetBoolean());
        await clerk["capture-button"].ClickAsync();
        await clerk["confirm-button"].ClickAsync();

        await clerk.ShowsAsync("captured");
        await clerk.HearsAsync("₹500.00 captured.");
        await Expect(clerk["capture-button"]).ToHaveCountAsync(0);
        Assert.True((await merchant.GetAsync($"/api/v1/payments/{id}")).Json.GetProperty("captured").GetBoolean());
    }

    [Fact]
    public async Task Is_refunded_in_parts_and_never_beyond_what_is_left()
    {
        var merchant = await running.NewMerchantAsync();
        var id = await merchant.PaidAsync();
        await using var clerk = await running.LogInAsync(merchant);
        await clerk.GoAsync("/dashboard/transactions/" + id);

        await clerk["refund-button"].ClickAsync();
        await clerk["refund-partial"].CheckAsync();
        await clerk["refund-amount-input"].FillAsync("500.01");
        await clerk.SaysAsync("refund-fault", "Enter ₹500.00 or less");
        await Expect(clerk["refund-submit"]).ToBeDisabledAsync();
        await clerk["refund-amount-input"].FillAsync("120.50");
        await clerk["refund-reason-input"].FillAsync("A cup was broken");
        await clerk.SaysAsync("refund-submit", "Refund ₹120.50");
        await clerk["refund-submit"].DblClickAsync();

        await clerk.HearsAsync("Refund of ₹120.50 requested.");
        await Expect(clerk["refund-state"]).ToHaveTextAsync("Processed"); // without a reload
        await clerk.SaysAsync("amount-left", "₹379.50");
        var refund = Assert.Single((await merchant.GetAsync($"/api/v1/payments/{id}/refunds")).Json.GetProperty("data").EnumerateArray());
        Assert.Equal("A cup was broken", refund.GetProperty("reason").GetString());

        await clerk["refund-button"].ClickAsync();
        await clerk.SaysAsync("refund-available", "₹379.50");
        await clerk["refund-submit"].ClickAsync();
        await clerk.SaysAsync("amount-left", "₹0.00");
        await Expect(clerk["refund-button"]).ToBeDisabledAsync();
        await clerk.SaysAsync("refund-status", "Refunded");
        await Expect(clerk["capture-button"]).ToHaveCountAsync(0); // nothing is left to capture
    }

    [Fact]
    public async Task Can_be_refunded_from_the_list_too()
    {
        var merchant = await running.NewMerchantAsync();
        await merchant.PaidAsync();
        await using var clerk = await running.LogInAsync(merchant);
        await clerk.FollowAsync("Transactions");

        await clerk["refund-button"].ClickAsync();
        await clerk["refund-submit"].ClickAsync();

        await Expect(clerk.Rows.First).ToContainTextAsync("Refunded");
        await Expect(clerk["refund-button"]).ToHaveCountAsync(0);
    }
}
