using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Live;

/// <summary>The API, and the fan-out, publish what they save: no worker runs here that could do it for them.</summary>
public sealed class ChangesOfTheApi(Servers servers)
{
    [Fact]
    public async Task Created_and_changed_objects_are_sent_to_their_merchant_only()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { Workers = 0 });
        await using var receiver = await Receiver.StartAsync();
        var merchant = await TestMerchant.CreateAsync(gateway, receiver.Url);
        var other = await TestMerchant.CreateAsync(gateway, receiver.Url);
        await using var changes = await EventReader.OpenAsync(merchant.Http, "/api/v1/changes");
        await using var foreign = await EventReader.OpenAsync(other.Http, "/api/v1/changes");
        Assert.Equal("""{"live":true}""", await changes.NextAsync("heartbeat"));

        var payment = await merchant.PayAsync();
        await gateway.FanOutAsync();
        var first = await DeliveriesAsync(merchant, 2);
        await changes.ReadUntilAsync([$"payment {payment}", .. first]);

        await gateway.SettleBySqlAsync(payment);
        (await merchant.PostAsync($"/api/v1/payments/{payment}/capture", new { })).Expect(200);
        await changes.ReadUntilAsync($"payment {payment}");

        var refund = (await merchant.PostAsync($"/api/v1/payments/{payment}/refunds", new { amount = 100 })).Expect(201).Text("id");
        await gateway.FanOutAsync();
        var second = await DeliveriesAsync(merchant, 3);
        await changes.ReadUntilAsync([$"refund {refund}", $"payment {payment}", .. second.Except(first)]);

        await merchant.SendTestWebhookAsync();
        await changes.ReadUntilAsync((await DeliveriesAsync(merchant, 4)).Except(second));

        // The first that it hears of is its own.
        var order = await other.CreateOrderAsync();
        Assert.Contains(order, await foreign.NextAsync("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_is_sent_when_it_is_created_and_when_a_payment_is_attempted()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { Workers = 0 });
        var merchant = await TestMerchant.CreateAsync(gateway);
        await using var changes = await EventReader.OpenAsync(merchant.Http, "/api/v1/changes");
        Assert.Equal("""{"live":true}""", await changes.NextAsync("heartbeat"));

        var order = await merchant.CreateOrderAsync();
        Assert.Equal($$"""{"type":"order","id":"{{order}}"}""", await changes.NextAsync("message"));

        var payment = (await merchant.PostAsync("/api/v1/payments", new { order_id = order, method = "upi", vpa = "success@sim" })).Expect(201).Text("id");
        await changes.ReadUntilAsync([$"order {order}", $"payment {payment}"]);
    }

    [Fact]
    public async Task An_order_that_the_worker_marks_paid_is_sent()
    {
        var merchant = await servers.NewMerchantAsync();
        var order = await merchant.CreateOrderAsync();
        (await merchant.PostAsync("/api/v1/payments", new { order_id = order, method = "upi", vpa = "delay.3000@sim" })).Expect(201);
        await using var changes = await EventReader.OpenAsync(merchant.Http, "/api/v1/changes");
        await changes.NextAsync("heartbeat");

        // What was published of the attempt may arrive only now.
        do
        {
            await changes.ReadUntilAsync($"order {order}");
        }
        while ((await merchant.GetAsync($"/api/v1/orders/{order}")).Text("status") != "paid");
    }

    private static async Task<IReadOnlyList<string>> DeliveriesAsync(TestMerchant merchant, int count)
    {
        var page = (await merchant.GetAsync("/api/v1/webhooks")).Expect(200);
        Assert.Equal(count, page.Number("total"));
        return [.. page.Json.GetProperty("data").EnumerateArray().Select(delivery => $"webhook {delivery.GetProperty("id").GetString()}")];
    }
}
