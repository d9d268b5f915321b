using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Lists;

/// <summary>One field finds a payment by all that a person has at hand of it.</summary>
public sealed class SearchingPayments(Servers servers)
{
    [Fact]
    public async Task Ids_are_found_whole_or_by_their_beginning_in_any_case()
    {
        var business = await SearchedBusiness.CreateAsync(servers);
        var order = await business.OrderAsync(id: "order_Sea1chB00kZqOdr1");
        var payment = await business.PaymentAsync(order, id: "pay_Sea1chB00kZqPay1");
        await business.RefundAsync(payment, "rfnd_Sea1chB00kZqRef1");
        await business.PaymentAsync();

        foreach (var id in new[] { order, payment, "rfnd_Sea1chB00kZqRef1" })
        {
            var prefix = id[..(id.IndexOf('_', StringComparison.Ordinal) + 1)];
            foreach (var length in new[] { 4, 5, 8, 15, 16 })
            {
                var beginning = id[..(prefix.Length + length)];
                await business.ShowsAsync($"payments?q={beginning}", payment);
                await business.ShowsAsync($"payments?q={beginning.ToUpperInvariant()}", payment);
                await business.ShowsAsync($"payments?q={beginning.ToLowerInvariant()}", payment);
                await business.ShowsAsync($"payments?q=%20{beginning}%20", payment);
            }

            await business.ShowsAsync($"payments?q={id}x");
            await business.ShowsAsync($"payments?q={prefix}zzzz");
        }
    }

    [Fact]
    public async Task A_whole_id_is_that_one_and_no_other_that_differs_in_case()
    {
        var business = await SearchedBusiness.CreateAsync(servers);
        var lower = await business.PaymentAsync(id: "pay_caseb00kzqpaymna");
        var upper = await business.PaymentAsync(id: "pay_CASEB00KZQPAYMNA");

        await business.ShowsAsync($"payments?q={lower}", lower);
        await business.ShowsAsync($"payments?q={upper}", upper);
        await business.ShowsAsync("payments?q=pay_CaseB00kZqPaymnA", upper, lower);
        await business.ShowsAsync("payments?q=pay_caseb00kzqpaymn", upper, lower);
    }

    [Theory]
    [InlineData("p")]
    [InlineData("PAY")]
    [InlineData("pay_")]
    [InlineData("Order_")]
    public async Task The_beginning_of_every_id_finds_every_payment(string text)
    {
        var business = await SearchedBusiness.CreateAsync(servers);
        var (first, second) = (await business.PaymentAsync(), await business.PaymentAsync());

        await business.ShowsAsync($"payments?q={text}", second, first);
    }

    [Fact]
    public async Task Receipts_are_found_whole_or_by_their_beginning_as_they_are_written()
    {
        var business = await SearchedBusiness.CreateAsync(servers);
        var order = await business.OrderAsync("INV-2026-1274");
        var (first, second) = (await business.PaymentAsync(order), await business.PaymentAsync(order));
        var longer = await business.PaymentAsync(await business.OrderAsync("INV-2026-12745"));
        var odd = await business.PaymentAsync(await business.OrderAsync("50%_\\ café"));

        await business.ShowsAsync("payments?q=INV-2026-12745", longer);
        await business.ShowsAsync("payments?q=INV-2026-1274", longer, second, first);
        await business.ShowsAsync("payments?q=I", longer, second, first);
        await business.ShowsAsync("payments?q=inv-2026-1274");
        await business.ShowsAsync("payments?q=2026-1274");
        await business.ShowsAsync("payments?q=50%25_%5C%20caf%C3%A9", odd);
        await business.ShowsAsync("payments?q=50%25", odd);
        await business.ShowsAsync("payments?q=5_");
    }

    [Fact]
    public async Task Upi_addresses_are_found_by_three_characters_or_more_in_any_case()
    {
        var business = await SearchedBusiness.CreateAsync(servers);
        var asha = await business.PaymentAsync(vpa: "Asha.Rao@OkBank");
        var other = await business.PaymentAsync(vpa: "asha.roy@okbank");

        await business.ShowsAsync("payments?q=asha.rao@okbank", asha);
        await business.ShowsAsync("payments?q=ASHA.RAO@OKBANK", asha);
        await business.ShowsAsync("payments?q=asha.r", other, asha);
        await business.ShowsAsync("payments?q=ASH", other, asha);
        await business.ShowsAsync("payments?q=as");
        await business.ShowsAsync("payments?q=rao@");
        await business.ShowsAsync("payments?q=asha_r");
    }

    [Fact]
    public async Task Amounts_are_found_in_the_currency_of_each_payment()
    {
        var business = await SearchedBusiness.CreateAsync(servers);
        var rupees = await business.PaymentAsync(amount: 125_050);
        var yen = await business.PaymentAsync(amount: 125_050, currency: "JPY");
        var dinars = await business.PaymentAsync(amount: 1_250_500, currency: "KWD");

        await business.ShowsAsync("payments?q=1,250.50", dinars, rupees);
        await business.ShowsAsync("payments?q=1250.5", dinars, rupees);
        await business.ShowsAsync("payments?q=125050", yen);
        await business.ShowsAsync("payments?q=1,25,050", yen);
        await business.ShowsAsync("payments?q=1250,50");
        await business.ShowsAsync("payments?q=1250.51");
    }

    [Fact]
    public async Task A_text_that_can_be_read_in_several_ways_finds_all_of_them_once()
    {
        var business = await SearchedBusiness.CreateAsync(servers);
        var byCard = await business.PaymentAsync(last4: "1234");
        var byAmount = await business.PaymentAsync(amount: 123_400);
        var byReceipt = await business.PaymentAsync(await business.OrderAsync("1234/a"));
        var byAddress = await business.PaymentAsync(vpa: "1234567@bank");
        var byAll = await business.PaymentAsync(await business.OrderAsync("1234", 123_400), last4: "1234");
        await business.PaymentAsync(last4: "1235");

        await business.ShowsAsync("payments?q=1234", byAll, byAddress, byReceipt, byAmount, byCard);
        await business.ShowsAsync("payments?q=123", byAll, byAddress, byReceipt);
    }

    [Fact]
    public async Task Other_filters_and_pages_work_with_a_search()
    {
        var business = await SearchedBusiness.CreateAsync(servers);
        var payments = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            payments.Insert(0, await business.PaymentAsync(last4: i == 2 ? null : "9876", vpa: "9876@bank"));
        }

        var middle = (await business.Merchant.GetAsync($"/api/v1/payments/{payments[2]}")).Text("created_at");
        await business.ShowsAsync("payments?q=9876", [.. payments]);
        await business.ShowsAsync("payments?q=9876&method=upi", payments[2]);
        await business.ShowsAsync("payments?q=9876&status=success");
        await business.ShowsAsync($"payments?q=9876&from={middle}", [.. payments[..3]]);
        await business.ShowsAsync($"payments?q=9876&to={middle}", [.. payments[3..]]);
        foreach (var query in new[] { "offset=2", $"starting_after={payments[1]}" })
        {
            var page = (await business.Merchant.GetAsync($"/api/v1/payments?q=9876&limit=2&{query}")).Expect(200);
            Assert.Equal(payments[2..4], SearchedBusiness.IdsOf(page));
            Assert.Equal(5, page.Number("total"));
            Assert.True(page.Json.GetProperty("has_more").GetBoolean());
        }
    }

    [Fact]
    public async Task Nothing_of_another_merchant_is_found_by_any_text()
    {
        var business = await SearchedBusiness.CreateAsync(servers);
        var payment = await business.PaymentAsync(await business.OrderAsync("stranger-1", 4_711_00), last4: "4711", id: "pay_F0reignB00kZqPa1");
        await business.RefundAsync(payment, "rfnd_F0reignB00kZqRf1");
        var stranger = new SearchedBusiness(await servers.NewMerchantAsync());

        foreach (var text in new[] { payment, payment.ToUpperInvariant(), "pay_f0re", "rfnd_F0reignB00kZqRf1", "stranger-1", "stranger", "4711" })
        {
            Assert.Equal(1, (await business.Merchant.GetAsync($"/api/v1/payments?q={text}")).Expect(200).Number("total"));
            await stranger.ShowsAsync($"payments?q={text}");
        }
    }

    [Theory]
    [InlineData("%20")]
    [InlineData("%25")]
    [InlineData("_")]
    [InlineData("%5C")]
    [InlineData("%F0%9F%98%80")]
    [InlineData("%27%20OR%201%3D1%20--")]
    public async Task Odd_texts_find_nothing(string text)
    {
        var business = await SearchedBusiness.CreateAsync(servers);
        await business.DeliveryAsync(await business.RefundAsync(await business.PaymentAsync(await business.OrderAsync("receipt"))));

        foreach (var list in new[] { "payments", "orders", "refunds", "webhooks" })
        {
            await business.ShowsAsync($"{list}?q={text}");
        }
    }

    [Fact]
    public async Task An_export_has_what_the_search_finds_with_receipt_and_bank_reference()
    {
        var business = await SearchedBusiness.CreateAsync(servers);
        var merchant = business.Merchant;
        var order = (await merchant.PostAsync("/api/v1/orders", new { amount = 50_000, receipt = "exported-1" })).Expect(201).Text("id");
        var paid = (await merchant.PostAsync("/api/v1/payments", new { order_id = order, method = "upi", vpa = "success@sim" })).Expect(201);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, paid.Json.GetProperty("bank_reference").ValueKind);
        var settled = await merchant.SettledAsync(paid.Text("id"));
        var without = await business.PaymentAsync(vpa: "success@sim");
        await business.PaymentAsync();

        var lines = (await merchant.GetAsync("/api/v1/payments/export?q=success@sim")).Expect(200).Body
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => System.Text.Json.JsonElement.Parse(line))
            .ToDictionary(line => line.GetProperty("id").GetString()!);

        Assert.Equal(new[] { paid.Text("id"), without }.Order(), lines.Keys.Order());
        Assert.Equal("exported-1", lines[paid.Text("id")].GetProperty("receipt").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, lines[without].GetProperty("receipt").ValueKind);
        var reference = settled.GetProperty("bank_reference").GetString();
        Assert.False(string.IsNullOrEmpty(reference));
        Assert.Equal(reference, lines[paid.Text("id")].GetProperty("bank_reference").GetString());
        Assert.Equal(reference, await merchant.Gateway.ScalarAsync<string>($"SELECT bank_reference AS \"Value\" FROM payments WHERE id = {paid.Text("id")}"));
    }
}
