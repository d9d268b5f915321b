using PaymentGateway.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>What may be typed as the amount of a refund.</summary>
[Collection(nameof(RunningDashboard))]
public sealed class RefundDialogAmounts(RunningDashboard running)
{
    [Fact]
    public async Task An_ambiguous_amount_is_refused_in_the_field_and_nothing_is_sent()
    {
        var merchant = await running.NewMerchantAsync();
        var payment = await merchant.PaidAsync(100_000);
        await using var clerk = await OpenAsync(merchant, payment);

        foreach (var typed in new[] { "6,95", "79,00", "12,5", "1.000", "1.000,00", "6.955", "₹5", "5e2" })
        {
            await clerk["refund-amount-input"].FillAsync(typed);

            await Expect(clerk["refund-fault"]).ToContainTextAsync("Enter an amount like 1,250.00, with a point");
            await Expect(clerk["refund-amount-input"]).ToHaveAttributeAsync("aria-invalid", "true");
            await Expect(clerk["refund-submit"]).ToBeDisabledAsync();
            await clerk.SaysAsync("refund-submit", "Refund");
            await clerk["refund-amount-input"].PressAsync("Enter");
        }

        await clerk["refund-amount-input"].FillAsync("1,000.00");
        await clerk.SaysAsync("refund-submit", "Refund ₹1,000.00");
        await clerk["refund-amount-input"].FillAsync("6.95");
        await Expect(clerk["refund-amount-input"]).ToHaveAttributeAsync("aria-invalid", "false");
        await clerk["refund-submit"].ClickAsync();
        await clerk.HearsAsync("Refund of ₹6.95 requested.");
        var refund = Assert.Single((await merchant.GetAsync($"/api/v1/payments/{payment}/refunds")).Json.GetProperty("data").EnumerateArray());
        Assert.Equal(695, refund.GetProperty("amount").GetInt64());
    }

    [Fact]
    public async Task A_card_refund_of_three_decimals_is_held_to_tens_unless_it_is_all_that_is_left()
    {
        var merchant = await running.NewMerchantAsync();
        var payment = await PaidByCardAsync(merchant, 10_500, "KWD");
        await using var clerk = await OpenAsync(merchant, payment);

        await clerk["refund-amount-input"].FillAsync("1,5");
        await Expect(clerk["refund-fault"]).ToContainTextAsync("Enter an amount like 1,250.000, with a point");
        await clerk["refund-amount-input"].FillAsync("1.234");
        await Expect(clerk["refund-fault"]).ToContainTextAsync("Card refunds in KWD must end in 0");
        await Expect(clerk["refund-submit"]).ToBeDisabledAsync();
        await clerk["refund-amount-input"].FillAsync("1.230");
        await clerk["refund-submit"].ClickAsync();

        await clerk.HearsAsync("Refund of KWD\u00a01.230 requested.");
        await clerk.SaysAsync("amount-left", "KWD\u00a09.270");
    }

    [Fact]
    public async Task A_currency_without_decimals_takes_no_point()
    {
        var merchant = await running.NewMerchantAsync();
        var payment = await PaidByCardAsync(merchant, 5_000, "JPY");
        await using var clerk = await OpenAsync(merchant, payment);

        await clerk["refund-amount-input"].FillAsync("1.000");
        await Expect(clerk["refund-fault"]).ToContainTextAsync("Enter an amount like 1,250, without decimals");
        await Expect(clerk["refund-submit"]).ToBeDisabledAsync();
        await clerk["refund-amount-input"].FillAsync("1,000");
        await clerk.SaysAsync("refund-submit", "Refund ¥1,000");
    }

    private async Task<Clerk> OpenAsync(TestMerchant merchant, string payment)
    {
        var clerk = await running.LogInAsync(merchant);
        await clerk.GoAsync("/dashboard/transactions/" + payment);
        await clerk["refund-button"].ClickAsync();
        await clerk["refund-partial"].CheckAsync();
        return clerk;
    }

    private static async Task<string> PaidByCardAsync(TestMerchant merchant, long amount, string currency)
    {
        var order = await merchant.CreateOrderAsync(amount, currency);
        var id = (await merchant.PostAsync("/api/v1/payments", new { order_id = order, method = "card", card = TestCards.Visa })).Expect(201).Text("id");
        await merchant.SettledAsync(id);
        return id;
    }
}
