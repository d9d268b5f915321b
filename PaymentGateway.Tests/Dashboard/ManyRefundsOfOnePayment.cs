using PaymentGateway.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>More refunds than one page of a list holds.</summary>
[Collection(nameof(RunningDashboard))]
public sealed class ManyRefundsOfOnePayment(RunningDashboard running)
{
    [Fact]
    public async Task What_is_left_is_right_from_the_101st_refund_on()
    {
        var merchant = await running.NewMerchantAsync();
        var payment = await ManyRefunds.AddAsync(merchant, count: 120);
        await using var clerk = await running.LogInAsync(merchant);
        await clerk.GoAsync("/dashboard/transactions/" + payment);

        await clerk.SaysAsync("amount-left", "₹380.00");
        await clerk.SaysAsync("refund-count", "Latest 100 of 120");
        Assert.All(await clerk["timeline-entry"].And(clerk.Page.Locator("[data-type='refund.created']")).AllInnerTextsAsync(),
            text => Assert.Contains("Refund of ₹1.00 requested", text, StringComparison.Ordinal));

        await clerk["refund-button"].ClickAsync();
        await clerk.SaysAsync("refund-available", "₹380.00");
        await clerk["refund-submit"].ClickAsync();
        await clerk.HearsAsync("Refund of ₹380.00 requested.");
        await clerk.SaysAsync("amount-left", "₹0.00");
        await Expect(clerk["refund-button"]).ToBeDisabledAsync();
    }

    [Fact]
    public async Task The_list_offers_no_refund_of_a_payment_that_is_all_reserved()
    {
        var merchant = await running.NewMerchantAsync();
        await ManyRefunds.AddAsync(merchant, count: 500, areProcessed: false);
        await merchant.PaidAsync();
        await using var clerk = await running.LogInAsync(merchant);
        await clerk.FollowAsync("Transactions");

        await Expect(clerk.Rows).ToHaveCountAsync(2);
        await Expect(clerk["refund-button"]).ToHaveCountAsync(1);
    }
}
