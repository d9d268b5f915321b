using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Core.Refunds;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

/// <summary>Card networks carry currencies of three decimals in tens of the smallest unit, in both directions.</summary>
public sealed class RefundingByCard(Servers servers)
{
    [Theory]
    [InlineData("BHD")]
    [InlineData("IQD")]
    [InlineData("JOD")]
    [InlineData("KWD")]
    [InlineData("LYD")]
    [InlineData("OMR")]
    [InlineData("TND")]
    public async Task A_refund_of_three_decimals_that_is_not_in_tens_returns_400(string currency)
    {
        var merchant = await servers.NewMerchantAsync();
        var order = await merchant.CreateOrderAsync(10_500, currency);
        var payment = (await merchant.PostAsync("/api/v1/payments", new { order_id = order, method = "card", card = TestCards.Visa }))
            .Expect(201).Text("id");
        await merchant.SettledAsync(payment);

        foreach (var amount in new[] { 1, 9, 1_234, 10_499 })
        {
            var refused = (await RefundAsync(merchant, payment, amount)).ExpectError(400, "BAD_REQUEST_ERROR");
            Assert.Equal("amount", refused.Json.GetProperty("error").GetProperty("field").GetString());
        }

        Assert.Equal(0, (await merchant.GetAsync($"/api/v1/payments/{payment}/refunds")).Number("total"));
        Assert.Equal("refund_amount_exceeds_available", (await RefundAsync(merchant, payment, 10_501))
            .ExpectError(400, "BAD_REQUEST_ERROR").Json.GetProperty("error").GetProperty("reason").GetString());
        (await RefundAsync(merchant, payment, 1_230)).Expect(201);
        Assert.Equal(9_270, (await merchant.PostAsync($"/api/v1/payments/{payment}/refunds")).Expect(201).Number("amount"));
    }

    [Theory]
    [InlineData(9_266L)]
    [InlineData(null)]
    public async Task All_that_is_left_can_be_refunded_even_when_it_is_not_in_tens(long? amount)
    {
        var merchant = await servers.NewMerchantAsync();
        var payment = await AddPaidAsync(merchant, new CardMethod("visa", "4242", SimulatedOutcome: null), refunded: 1_234);

        (await RefundAsync(merchant, payment, 6)).ExpectError(400, "BAD_REQUEST_ERROR");
        var rest = (await RefundAsync(merchant, payment, amount)).Expect(201);

        Assert.Equal(9_266, rest.Number("amount"));
    }

    [Fact]
    public async Task A_refund_by_upi_is_not_held_to_tens()
    {
        var merchant = await servers.NewMerchantAsync();
        Assert.True(Vpa.TryParse("shopper@okbank", out var vpa));
        var payment = await AddPaidAsync(merchant, new UpiMethod(vpa, SimulatedOutcome: null), refunded: 0);

        (await RefundAsync(merchant, payment, 1_234)).Expect(201);
    }

    [Theory]
    [InlineData("JPY")]
    [InlineData("USD")]
    public async Task A_card_refund_of_fewer_decimals_is_not_held_to_tens(string currency)
    {
        var merchant = await servers.NewMerchantAsync();
        var order = await merchant.CreateOrderAsync(10_501, currency);
        var payment = (await merchant.PostAsync("/api/v1/payments", new { order_id = order, method = "card", card = TestCards.Visa }))
            .Expect(201).Text("id");
        await merchant.SettledAsync(payment);

        (await RefundAsync(merchant, payment, 1_234)).Expect(201);
    }

    private static Task<ApiAnswer> RefundAsync(TestMerchant merchant, string payment, long? amount) =>
        merchant.PostAsync($"/api/v1/payments/{payment}/refunds", amount is null ? new { } : new { amount });

    /// <summary>As the API would not make it today: a payment of 10.500 dinars, part of which went back before.</summary>
    private static async Task<string> AddPaidAsync(TestMerchant merchant, PaymentMethod method, long refunded)
    {
        var now = TimeProvider.System.GetUtcNow();
        var order = Order.Create(merchant.Id, new Money(10_500, "KWD"), receipt: null, notes: null, now);
        order.Attempt(now);
        var payment = Payment.Create(order, method, now);
        payment.Settle(BankDecision.Approved("bank"), now);
        order.Pay(now);
        await using var db = merchant.Gateway.OpenDb();
        db.AddRange(order, payment);
        if (refunded > 0)
        {
            payment.ReserveRefund(refunded, now);
            var refund = Refund.Create(payment, refunded, "Before the rule", now);
            refund.Settle(BankDecision.Approved("bank"), now);
            payment.Conclude(refund, now);
            db.Add(refund);
        }

        await db.SaveChangesAsync();
        return payment.Id.Value;
    }
}
