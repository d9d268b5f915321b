using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Dashboard;

[Collection(nameof(RunningDashboard))]
public sealed class RefundsList(RunningDashboard running)
{
    [Fact]
    public async Task A_refund_appears_by_itself_says_why_it_failed_and_leads_to_its_payment()
    {
        var merchant = await running.NewMerchantAsync();
        var payment = await merchant.PaidAsync(50_000, "refund-fail@sim");
        await using var clerk = await running.LogInAsync(merchant);
        await clerk.FollowAsync("Refunds");
        await Expect(clerk["empty-state"]).ToContainTextAsync("No refunds yet");

        var refund = (await merchant.PostAsync($"/api/v1/payments/{payment}/refunds", new { amount = 12_050, reason = "Torn bag" }))
            .Expect(201).Text("id");
        await clerk.SaysAsync("refund-id", refund);
        await clerk.SaysAsync("payment-id", payment);
        await clerk.SaysAsync("amount", "₹120.50");
        await clerk.SaysAsync("reason", "Torn bag");
        await clerk.SaysAsync("status", "Failed");
        await clerk.SaysAsync("refund-failure", "The bank could not be reached");

        await clerk.FollowAsync(clerk["refund-id"]);
        await clerk.IsAtAsync("/dashboard/transactions/" + payment);
        await Expect(clerk["refund-failure"]).ToHaveTextAsync("The bank could not be reached.");
    }

    [Fact]
    public async Task Refunds_are_found_by_status_day_and_the_id_of_refund_or_payment()
    {
        var merchant = await running.NewMerchantAsync();
        var payment = await merchant.PaidAsync(50_000);
        (await merchant.PostAsync($"/api/v1/payments/{payment}/refunds", new { amount = 100 })).Expect(201);
        var other = await merchant.PaidAsync(50_000);
        (await merchant.PostAsync($"/api/v1/payments/{other}/refunds", new { amount = 200 })).Expect(201);
        await using var clerk = await running.LogInAsync(merchant);
        await clerk.FollowAsync("Refunds");
        await Expect(clerk["refund-row"]).ToHaveCountAsync(2);

        await clerk["search-input"].FillAsync(payment[..14]);
        await clerk["search-input"].PressAsync("Enter");
        await Expect(clerk["refund-row"]).ToHaveCountAsync(1);
        await clerk.SaysAsync("payment-id", payment);
        await clerk["status-filter"].SelectOptionAsync("failed");
        await Expect(clerk["empty-state"]).ToContainTextAsync("No refund matches");
        await clerk.Page.GoBackAsync();
        await Expect(clerk["refund-row"]).ToHaveCountAsync(1);
        await clerk["clear-filters"].ClickAsync();
        await Expect(clerk["refund-row"]).ToHaveCountAsync(2);
        await clerk["to-filter"].FillAsync("2020-01-01");
        await clerk.ShowsAsync("empty-state");
    }
}
