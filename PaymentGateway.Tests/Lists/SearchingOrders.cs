using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Lists;

public sealed class SearchingOrders(Servers servers)
{
    [Fact]
    public async Task Orders_are_found_by_id_receipt_and_amount()
    {
        var business = await SearchedBusiness.CreateAsync(servers);
        var first = await business.OrderAsync("INV-7", 125_050, id: "order_Sea1chB00kZqOwn1");
        var second = await business.OrderAsync("INV-77", 1_250_500, "KWD");
        var third = await business.OrderAsync("1250.5");

        foreach (var text in new[] { first, first.ToLowerInvariant(), "ORDER_SEA1CHB00KZ", "order_sea1chb00kzqown1" })
        {
            await business.ShowsAsync($"orders?q={text}", first);
        }

        await business.ShowsAsync("orders?q=INV-77", second);
        await business.ShowsAsync("orders?q=INV-7", second, first);
        await business.ShowsAsync("orders?q=inv-7");
        await business.ShowsAsync("orders?q=1250.5", third, second, first);
        await business.ShowsAsync("orders?q=1250,5");
        await business.ShowsAsync("orders?q=order", third, second, first);
        await business.ShowsAsync("orders?q=INV&status=paid");
        await business.ShowsAsync("orders?q=INV&receipt=INV-7", first);
        await business.ShowsAsync("orders?receipt=INV-7", first);
    }

    [Fact]
    public async Task A_whole_id_is_that_one_and_no_other_that_differs_in_case()
    {
        var business = await SearchedBusiness.CreateAsync(servers);
        var lower = await business.OrderAsync(id: "order_caseb00kzqordena");
        var upper = await business.OrderAsync(id: "order_CASEB00KZQORDENA");

        await business.ShowsAsync($"orders?q={upper}", upper);
        await business.ShowsAsync("orders?q=Order_CaseB00kZqOrdenA", upper, lower);
    }

    [Fact]
    public async Task Orders_of_a_period_are_shown_with_and_without_a_search()
    {
        var business = await SearchedBusiness.CreateAsync(servers);
        string[] orders = [await business.OrderAsync("day-1"), await business.OrderAsync("day-2"), await business.OrderAsync("day-3")];
        var middle = (await business.Merchant.GetAsync($"/api/v1/orders/{orders[1]}")).Text("created_at");

        foreach (var search in new[] { "", "&q=day" })
        {
            await business.ShowsAsync($"orders?from={middle}{search}", orders[2], orders[1]);
            await business.ShowsAsync($"orders?to={middle}{search}", orders[0]);
            await business.ShowsAsync($"orders?from={middle}&to={middle}{search}");
        }

        (await business.Merchant.GetAsync("/api/v1/orders?from=yesterday")).ExpectError(400, "BAD_REQUEST_ERROR");
    }

    [Fact]
    public async Task Nothing_of_another_merchant_is_found_by_any_text()
    {
        var business = await SearchedBusiness.CreateAsync(servers);
        await business.OrderAsync("stranger-2", 4_712_00, id: "order_F0reignB00kZqOd2");
        var stranger = new SearchedBusiness(await servers.NewMerchantAsync());

        foreach (var text in new[] { "order_F0reignB00kZqOd2", "ORDER_F0RE", "stranger-2", "stranger", "4712" })
        {
            Assert.Equal(1, (await business.Merchant.GetAsync($"/api/v1/orders?q={text}")).Expect(200).Number("total"));
            await stranger.ShowsAsync($"orders?q={text}");
        }
    }
}
