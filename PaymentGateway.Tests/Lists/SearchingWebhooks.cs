using System.Text.Json;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Lists;

public sealed class SearchingWebhooks(Servers servers)
{
    [Fact]
    public async Task Deliveries_are_found_by_event_and_by_what_it_is_about()
    {
        var business = await SearchedBusiness.CreateAsync(servers);
        var payment = await business.PaymentAsync(id: "pay_WebhookB00kZqPa1");
        var refund = await business.RefundAsync(payment, "rfnd_WebhookB00kZqRf1");
        var created = await business.DeliveryAsync(payment, "evt_WebhookB00kZqEv1", "payment.created");
        var success = await business.DeliveryAsync(payment);
        var refunded = await business.DeliveryAsync(refund, type: "refund.processed");
        var test = await business.DeliveryAsync("evt_WebhookB00kZqEv2", "evt_TestB00kZqEvent1", "webhook.test");

        foreach (var text in new[] { "evt_WebhookB00kZqEv1", "EVT_WEBHOOKB00KZQEV1", "evt_web", "evt_webhookb00k" })
        {
            await business.ShowsAsync($"webhooks?q={text}", created);
        }

        foreach (var text in new[] { payment, payment.ToLowerInvariant(), "PAY_WEBH", "pay_webhookb00kzq" })
        {
            await business.ShowsAsync($"webhooks?q={text}", success, created);
        }

        foreach (var text in new[] { refund, refund.ToUpperInvariant(), "rfnd_webh" })
        {
            await business.ShowsAsync($"webhooks?q={text}", refunded);
        }

        await business.ShowsAsync("webhooks?q=evt_", test, refunded, success, created);
        await business.ShowsAsync($"webhooks?q={payment}&event=payment.success", success);
        await business.ShowsAsync($"webhooks?q={payment}&status=failed");
        await business.ShowsAsync("webhooks?q=payment.success");
    }

    [Fact]
    public async Task Deliveries_of_a_period_are_shown_with_and_without_a_search()
    {
        var business = await SearchedBusiness.CreateAsync(servers);
        var payment = await business.PaymentAsync();
        string[] deliveries =
        [
            await business.DeliveryAsync(payment, type: "payment.created"), await business.DeliveryAsync(payment, type: "payment.pending"),
            await business.DeliveryAsync(payment),
        ];
        var middle = (await business.Merchant.GetAsync($"/api/v1/webhooks/{deliveries[1]}")).Text("created_at");

        foreach (var search in new[] { "", $"&q={payment}" })
        {
            await business.ShowsAsync($"webhooks?from={middle}{search}", deliveries[2], deliveries[1]);
            await business.ShowsAsync($"webhooks?to={middle}{search}", deliveries[0]);
        }

        (await business.Merchant.GetAsync("/api/v1/webhooks?to=tomorrow")).ExpectError(400, "BAD_REQUEST_ERROR");
    }

    [Fact]
    public async Task A_delivery_names_what_its_event_is_about_and_a_test_names_nothing()
    {
        await using var receiver = await Receiver.StartAsync();
        var merchant = await servers.NewMerchantAsync(receiver.Url);
        var payment = await merchant.PaidAsync();
        var test = await merchant.SendTestWebhookAsync();

        var page = (await merchant.GetAsync("/api/v1/webhooks?limit=100")).Expect(200).Json.GetProperty("data").EnumerateArray().ToList();

        Assert.True(page.Count >= 4);
        Assert.All(page, delivery => Assert.Equal(
            delivery.GetProperty("event").GetString() == "webhook.test" ? null : payment, delivery.GetProperty("subject_id").GetString()));
        Assert.Equal(JsonValueKind.Null, (await merchant.DeliveryAsync(test)).GetProperty("subject_id").ValueKind);
        Assert.Equal(payment, (await merchant.DeliveryAsync(page[^1].GetProperty("id").GetString()!)).GetProperty("subject_id").GetString());
    }

    [Fact]
    public async Task Nothing_of_another_merchant_is_found_by_any_text()
    {
        var business = await SearchedBusiness.CreateAsync(servers);
        var payment = await business.PaymentAsync(id: "pay_F0reignB00kZqPa4");
        await business.DeliveryAsync(payment, "evt_F0reignB00kZqEv4");
        var stranger = new SearchedBusiness(await servers.NewMerchantAsync());

        foreach (var text in new[] { payment, "PAY_F0REIGNB00KZQPA4", "evt_F0reignB00kZqEv4", "EVT_F0RE" })
        {
            Assert.Equal(1, (await business.Merchant.GetAsync($"/api/v1/webhooks?q={text}")).Expect(200).Number("total"));
            await stranger.ShowsAsync($"webhooks?q={text}");
        }
    }
}
