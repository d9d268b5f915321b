using System.Text.Json;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

/// <summary>A payment says what can still be refunded of it, wherever it is answered.</summary>
public sealed class RefundableAmounts(Servers servers)
{
    [Fact]
    public async Task A_payment_that_has_not_succeeded_has_nothing_to_refund()
    {
        var merchant = await servers.NewMerchantAsync();
        var pending = await merchant.PayAsync("delay.60000@sim");
        var failed = await merchant.PaidAsync(vpa: "failure@sim");

        Assert.Equal((0, 0), (await RefundableAsync(merchant, pending), await RefundableAsync(merchant, failed)));
    }

    [Fact]
    public async Task A_pending_refund_counts_and_a_failed_one_gives_its_amount_back()
    {
        var merchant = await servers.NewMerchantAsync();
        var payment = await merchant.PaidAsync(amount: 1000, vpa: "refund-fail@sim");
        Assert.Equal(1000, await RefundableAsync(merchant, payment));

        var refund = (await merchant.PostAsync($"/api/v1/payments/{payment}/refunds", new { amount = 400 })).Expect(201).Text("id");
        var during = await merchant.GetAsync($"/api/v1/payments/{payment}");
        await Eventually.GetAsync(() => merchant.GetAsync($"/api/v1/refunds/{refund}"), answer => answer.Text("status") == "failed", "it has failed");

        Assert.Equal((0, 600), (during.Number("amount_refunded"), during.Number("amount_refundable")));
        Assert.Equal(1000, await RefundableAsync(merchant, payment));
    }

    [Fact]
    public async Task List_export_capture_and_the_payment_itself_agree_and_name_it_after_what_was_refunded()
    {
        var merchant = await servers.NewMerchantAsync();
        var payment = await ManyRefunds.AddAsync(merchant, count: 120);

        var one = (await merchant.GetAsync($"/api/v1/payments/{payment}")).Json;
        var listed = (await merchant.GetAsync("/api/v1/payments")).Json.GetProperty("data")[0];
        var exported = JsonElement.Parse((await merchant.GetAsync("/api/v1/payments/export")).Body);
        var captured = (await merchant.PostAsync($"/api/v1/payments/{payment}/capture")).Expect(200).Json;

        Assert.All(new[] { one, listed, exported, captured }, answer =>
        {
            Assert.Equal(38_000, answer.GetProperty("amount_refundable").GetInt64());
            string[] names = [.. answer.EnumerateObject().Select(property => property.Name)];
            Assert.Equal(["amount_refunded", "amount_refundable", "refund_status"], names.SkipWhile(name => name != "amount_refunded").Take(3));
        });
        (await merchant.PostAsync($"/api/v1/payments/{payment}/refunds", new { amount = 38_001 })).ExpectError(400, "BAD_REQUEST_ERROR");
        (await merchant.PostAsync($"/api/v1/payments/{payment}/refunds", new { amount = 38_000 })).Expect(201);
        Assert.Equal(0, await RefundableAsync(merchant, payment));
    }

    [Fact]
    public async Task The_timeline_says_the_amount_and_reason_of_every_refund()
    {
        var merchant = await servers.NewMerchantAsync();
        var payment = await ManyRefunds.AddAsync(merchant, count: 120);

        var entries = (await merchant.GetAsync($"/api/v1/payments/{payment}/timeline")).Json.GetProperty("entries").EnumerateArray().ToList();

        Assert.Equal(Enumerable.Range(1, 120).Select(i => (100L, (string?)$"Item {i}")), entries
            .Where(entry => entry.GetProperty("type").GetString() == "refund.created")
            .Select(entry => (entry.GetProperty("amount").GetInt64(), entry.GetProperty("reason").GetString())));
    }

    private static async Task<long> RefundableAsync(TestMerchant merchant, string payment) =>
        (await merchant.GetAsync($"/api/v1/payments/{payment}")).Expect(200).Number("amount_refundable");
}
