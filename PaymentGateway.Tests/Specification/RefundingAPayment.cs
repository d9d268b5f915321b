using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

public sealed class RefundingAPayment(Servers servers)
{
    [Fact]
    public async Task A_refund_is_pending_at_once_and_processed_by_the_worker()
    {
        var merchant = await servers.NewMerchantAsync();
        var payment = await merchant.PaidAsync(amount: 1000);

        var refund = (await merchant.PostAsync($"/api/v1/payments/{payment}/refunds", new { amount = 400, reason = "Customer request" }))
            .Expect(201);
        var processed = await SettledAsync(merchant, refund.Text("id"));
        var after = await merchant.GetAsync($"/api/v1/payments/{payment}");

        Assert.Equal("pending", refund.Text("status"));
        Assert.Matches("^rfnd_[A-Za-z0-9]{16}$", refund.Text("id"));
        Assert.Equal("processed", processed.Text("status"));
        Assert.NotEqual("", processed.Text("processed_at"));
        Assert.Equal((400, "partial", "success"), (after.Number("amount_refunded"), after.Text("refund_status"), after.Text("status")));
    }

    [Fact]
    public async Task Without_an_amount_all_that_is_left_is_refunded()
    {
        var merchant = await servers.NewMerchantAsync();
        var payment = await merchant.PaidAsync(amount: 1000);
        (await merchant.PostAsync($"/api/v1/payments/{payment}/refunds", new { amount = 300 })).Expect(201);

        var rest = (await merchant.PostAsync($"/api/v1/payments/{payment}/refunds")).Expect(201);
        await SettledAsync(merchant, rest.Text("id"));

        Assert.Equal(700, rest.Number("amount"));
        await Eventually.GetAsync(() => merchant.GetAsync($"/api/v1/payments/{payment}"),
            after => after.Text("refund_status") == "full" && after.Text("status") == "success", "the payment is fully refunded");
    }

    [Fact]
    public async Task More_than_is_left_is_refused_and_told()
    {
        var merchant = await servers.NewMerchantAsync();
        var payment = await merchant.PaidAsync(amount: 1000);
        (await merchant.PostAsync($"/api/v1/payments/{payment}/refunds", new { amount = 900 })).Expect(201);

        var refused = (await merchant.PostAsync($"/api/v1/payments/{payment}/refunds", new { amount = 101 }))
            .ExpectError(400, "BAD_REQUEST_ERROR");

        var error = refused.Json.GetProperty("error");
        Assert.Equal("refund_amount_exceeds_available", error.GetProperty("reason").GetString());
        Assert.Equal(100, error.GetProperty("metadata").GetProperty("available").GetInt64());
    }

    [Fact]
    public async Task A_refund_the_bank_refuses_frees_its_amount()
    {
        await using var receiver = await Receiver.StartAsync();
        var merchant = await servers.NewMerchantAsync(receiver.Url);
        var payment = await merchant.PaidAsync(amount: 1000, vpa: "refund-fail@sim");

        var refund = (await merchant.PostAsync($"/api/v1/payments/{payment}/refunds", new { amount = 1000 })).Expect(201);
        var failed = await SettledAsync(merchant, refund.Text("id"));

        Assert.Equal("failed", failed.Text("status"));
        Assert.Equal("The bank could not be reached", failed.Text("error_description"));
        (await merchant.PostAsync($"/api/v1/payments/{payment}/refunds", new { amount = 1000 })).Expect(201);
        await Eventually.BecomesTrueAsync(() => receiver.Of("refund.failed").Any(), "refund.failed has arrived");
    }

    [Fact]
    public async Task A_payment_that_did_not_succeed_cannot_be_refunded()
    {
        var merchant = await servers.NewMerchantAsync();
        var failed = await merchant.PaidAsync(vpa: "failure@sim");
        var pending = await merchant.PayAsync(vpa: "delay.60000@sim");

        (await merchant.PostAsync($"/api/v1/payments/{failed}/refunds")).ExpectError(400, "BAD_REQUEST_ERROR");
        (await merchant.PostAsync($"/api/v1/payments/{pending}/refunds")).ExpectError(400, "BAD_REQUEST_ERROR");
    }

    [Fact]
    public async Task A_payment_is_captured_once_and_refunded_captured_or_not()
    {
        var merchant = await servers.NewMerchantAsync();
        var payment = await merchant.PaidAsync(amount: 1000);

        (await merchant.PostAsync($"/api/v1/payments/{payment}/refunds", new { amount = 1 })).Expect(201);
        var captured = (await merchant.PostAsync($"/api/v1/payments/{payment}/capture")).Expect(200);
        (await merchant.PostAsync($"/api/v1/payments/{payment}/capture")).ExpectError(400, "BAD_REQUEST_ERROR");
        (await merchant.PostAsync($"/api/v1/payments/{payment}/refunds", new { amount = 1 })).Expect(201);

        Assert.True(captured.Json.GetProperty("captured").GetBoolean());
    }

    private static Task<ApiAnswer> SettledAsync(TestMerchant merchant, string refund) => Eventually.GetAsync(
        () => merchant.GetAsync($"/api/v1/refunds/{refund}"), answer => answer.Text("status") != "pending", $"{refund} is settled");
}
