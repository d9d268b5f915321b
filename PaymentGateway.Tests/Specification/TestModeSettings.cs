using System.Collections.Concurrent;
using System.Diagnostics;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

/// <summary>The switches of <c>.env</c>, as a CI run uses them.</summary>
public sealed class TestModeSettings(Servers servers)
{
    [Fact]
    public async Task With_a_delay_of_a_second_order_payment_refund_and_webhooks_take_less_than_ten_seconds()
    {
        var lines = new ConcurrentQueue<string>();
        await using var gateway = await Gateway.StartAsync(servers, new() { ProcessingDelay = 1000, Log = lines.Enqueue });
        await using var receiver = await Receiver.StartAsync();
        var merchant = await TestMerchant.CreateAsync(gateway, receiver.Url);
        await merchant.PaidAsync(); // starting up is not part of the flow

        var started = Stopwatch.GetTimestamp();
        var payment = await merchant.PaidAsync(vpa: "user@paytm");
        (await merchant.PostAsync($"/api/v1/payments/{payment}/capture")).Expect(200);
        var refund = (await merchant.PostAsync($"/api/v1/payments/{payment}/refunds", new { amount = 500 })).Expect(201).Text("id");
        await Eventually.BecomesTrueAsync(() => receiver.Received.Any(
            webhook => webhook.Event == "refund.processed" && webhook.Body.Contains(refund, StringComparison.Ordinal)), "the last webhook arrives");
        var elapsed = Stopwatch.GetElapsedTime(started);

        TestContext.Current.TestOutputHelper?.WriteLine($"{elapsed.TotalSeconds:0.0} s");
        Assert.InRange(elapsed, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10));
        await Eventually.BecomesTrueAsync(() => Logged(payment, "success") && Logged(refund, "processed") && Logged("Delivery", "refund.processed"),
            "one line tells of each unit of work");

        bool Logged(string id, string what) => lines.Any(
            line => line.Contains(id, StringComparison.Ordinal) && line.Contains(what, StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_payments_set_to_fail_every_payment_without_a_test_value_is_declined()
    {
        await using var gateway = await Gateway.StartAsync(
            servers, new() { ProcessingDelay = 0, Extra = new Dictionary<string, string?> { ["TEST_PAYMENT_SUCCESS"] = "false" } });
        var merchant = await TestMerchant.CreateAsync(gateway);

        var settled = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
            await merchant.SettledAsync(await merchant.PayAsync("user@paytm"))));

        Assert.All(settled, payment => Assert.Equal("payment_declined", payment.GetProperty("error_reason").GetString()));
        Assert.Equal("success", (await merchant.SettledAsync(await merchant.PayAsync("success@sim"))).GetProperty("status").GetString());
    }
}
