using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Lists;

public sealed class SearchingRefunds(Servers servers)
{
    [Fact]
    public async Task Refunds_are_found_by_their_id_and_by_that_of_their_payment()
    {
        var business = await SearchedBusiness.CreateAsync(servers);
        var payment = await business.PaymentAsync(id: "pay_Ref1ndB00kZqPay1");
        var first = await business.RefundAsync(payment, "rfnd_Ref1ndB00kZqRef1");
        var second = await business.RefundAsync(payment);
        var other = await business.RefundAsync(await business.PaymentAsync());

        foreach (var text in new[] { first, first.ToLowerInvariant(), "RFND_REF1NDB0", "rfnd_ref1" })
        {
            await business.ShowsAsync($"refunds?q={text}", first);
        }

        foreach (var text in new[] { payment, payment.ToUpperInvariant(), "pay_ref1ndb00", "PAY_REF1" })
        {
            await business.ShowsAsync($"refunds?q={text}", second, first);
        }

        await business.ShowsAsync("refunds?q=rfn", other, second, first);
        await business.ShowsAsync("refunds?q=pay_", other, second, first);
        await business.ShowsAsync("refunds?q=100");
        await business.ShowsAsync($"refunds?q={payment}&status=processed");
        await business.ShowsAsync($"refunds?q=rfnd_&payment_id={payment}", second, first);
        await business.ShowsAsync($"payments/{payment}/refunds?q={first}", first);
        await business.ShowsAsync($"payments/{payment}/refunds?q={other}");
    }

    [Fact]
    public async Task A_refund_has_the_currency_of_its_payment_wherever_it_is_shown()
    {
        var merchant = await servers.NewMerchantAsync();
        var card = new { number = "4242424242424242", expiry_month = 12, expiry_year = 2035, cvv = "123", holder_name = "Asha Rao" };
        var order = await merchant.CreateOrderAsync(50_000, "EUR");
        var payment = (await merchant.PostAsync("/api/v1/payments", new { order_id = order, method = "card", card })).Expect(201).Text("id");
        await merchant.SettledAsync(payment);

        var created = (await merchant.PostAsync($"/api/v1/payments/{payment}/refunds", new { amount = 100 })).Expect(201);

        Assert.Equal("EUR", created.Text("currency"));
        Assert.Equal("EUR", (await merchant.GetAsync($"/api/v1/refunds/{created.Text("id")}")).Expect(200).Text("currency"));
        foreach (var list in new[] { "refunds", $"payments/{payment}/refunds", $"refunds?q={payment}" })
        {
            var page = (await merchant.GetAsync($"/api/v1/{list}")).Expect(200);
            Assert.Equal("EUR", page.Json.GetProperty("data")[0].GetProperty("currency").GetString());
        }
    }

    [Fact]
    public async Task Nothing_of_another_merchant_is_found_by_any_text()
    {
        var business = await SearchedBusiness.CreateAsync(servers);
        var payment = await business.PaymentAsync(id: "pay_F0reignB00kZqPa3");
        await business.RefundAsync(payment, "rfnd_F0reignB00kZqRf3");
        var stranger = new SearchedBusiness(await servers.NewMerchantAsync());

        foreach (var text in new[] { payment, "PAY_F0REIGNB00KZQPA3", "rfnd_F0reignB00kZqRf3", "rfnd_f0reignb00kzqrf3", "RFND_F0RE" })
        {
            Assert.Equal(1, (await business.Merchant.GetAsync($"/api/v1/refunds?q={text}")).Expect(200).Number("total"));
            await stranger.ShowsAsync($"refunds?q={text}");
        }
    }
}
