using PaymentGateway.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Dashboard;

[Collection(nameof(RunningDashboard))]
public sealed class OrderPages(RunningDashboard running)
{
    [Fact]
    public async Task A_new_order_appears_in_the_list_and_its_status_follows_its_payments()
    {
        var merchant = await running.NewMerchantAsync();
        await using var clerk = await running.LogInAsync(merchant);
        await clerk.FollowAsync("Orders");
        await Expect(clerk["empty-state"]).ToContainTextAsync("No orders yet");

        var id = await CreateAsync(merchant, new { amount = 50_000, receipt = "INV-2026-1274" });
        await clerk.SaysAsync("order-id", id); // without a reload
        await clerk.SaysAsync("receipt", "INV-2026-1274");
        await clerk.SaysAsync("amount", "₹500.00");
        await clerk.SaysAsync("status", "Created");

        await merchant.SettledAsync(await PayAsync(merchant, id, "failure@sim"));
        await clerk.SaysAsync("status", "Attempted");
        await merchant.SettledAsync(await PayAsync(merchant, id, "success@sim"));
        await clerk.SaysAsync("status", "Paid");
        await clerk.SaysAsync("attempts", "2");
    }

    [Fact]
    public async Task An_order_shows_its_receipt_its_notes_and_every_attempt()
    {
        var merchant = await running.NewMerchantAsync();
        var order = await CreateAsync(merchant, new
        {
            amount = 50_000,
            receipt = "INV-7",
            notes = new { table = "12", gift = true, markup = "<b>bold</b>" },
        });
        var declined = await PayAsync(merchant, order, "failure@sim");
        await merchant.SettledAsync(declined);
        await using var clerk = await running.LogInAsync(merchant);
        await clerk.GoAsync("/dashboard/orders/" + order);

        await clerk.SaysAsync("order-story", "Not paid yet, 1 attempt.");
        await clerk.SaysAsync("amount-due", "₹500.00");
        await clerk.SaysAsync("receipt", "INV-7");
        await Expect(clerk["note"]).ToHaveTextAsync(["12", "true", "<b>bold</b>"]);
        var paid = await PayAsync(merchant, order, "success@sim");
        await clerk.SaysAsync("order-story", "Paid after 2 attempts."); // without a reload
        await clerk.SaysAsync("amount-due", "₹0.00");
        Assert.Equal(["dashboard/transactions/" + paid, "dashboard/transactions/" + declined],
            await clerk["payment-link"].EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))"));

        await clerk.FollowAsync(clerk["payment-link"].First);
        await clerk.SaysAsync("receipt", "INV-7");
        await Expect(clerk["note"]).ToHaveCountAsync(3);
        await clerk.FollowAsync(clerk["order-id"]);
        await clerk.IsAtAsync("/dashboard/orders/" + order);
    }

    [Fact]
    public async Task An_order_of_another_merchant_is_not_found()
    {
        var order = await (await running.NewMerchantAsync()).CreateOrderAsync(50_000);
        await using var clerk = await running.LogInAsync(await running.NewMerchantAsync());

        foreach (var id in new[] { order, "order_0000000000000000", "%3Cscript%3E" })
        {
            await clerk.GoAsync("/dashboard/orders/" + id);
            await Expect(clerk["empty-state"]).ToContainTextAsync("Order not found");
        }
    }

    private static async Task<string> CreateAsync(TestMerchant merchant, object order) =>
        (await merchant.PostAsync("/api/v1/orders", order)).Expect(201).Text("id");

    private static async Task<string> PayAsync(TestMerchant merchant, string order, string vpa) =>
        (await merchant.PostAsync("/api/v1/payments", new { order_id = order, method = "upi", vpa })).Expect(201).Text("id");
}
