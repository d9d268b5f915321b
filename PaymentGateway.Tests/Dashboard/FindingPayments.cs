using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Dashboard;

[Collection(nameof(RunningDashboard))]
public sealed class FindingPayments(RunningDashboard running)
{
    [Fact]
    public async Task A_row_says_what_was_paid_how_and_when()
    {
        var merchant = await running.NewMerchantAsync();
        var id = await merchant.PaidAsync(124_830_000);
        var order = (await merchant.GetAsync($"/api/v1/payments/{id}")).Text("order_id");
        await using var clerk = await running.LogInAsync(merchant);
        await clerk.FollowAsync("Transactions");

        await clerk.SaysAsync("payment-id", id);
        await clerk.SaysAsync("order-id", order);
        await clerk.SaysAsync("amount", "₹12,48,300.00");
        await clerk.SaysAsync("method", "UPI");
        await clerk.SaysAsync("status", "Success");
        Assert.EndsWith("UTC", await clerk["created-at"].GetAttributeAsync("title"), StringComparison.Ordinal);
        await Expect(clerk["refund-button"]).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Filters_stand_in_the_address_and_work_together()
    {
        var merchant = await running.NewMerchantAsync();
        await merchant.PaidAsync(20_000);
        await merchant.PaidAsync(90_000);
        await merchant.SettledAsync(await merchant.PayAsync("failure@sim", 90_000));
        await using var clerk = await running.LogInAsync(merchant);
        await clerk.FollowAsync("Transactions");
        await Expect(clerk.Rows).ToHaveCountAsync(3);

        await clerk["status-filter"].SelectOptionAsync("success");
        await Expect(clerk.Rows).ToHaveCountAsync(2);
        await clerk["min-filter"].FillAsync("500");
        await clerk["min-filter"].PressAsync("Enter");
        await clerk.IsAtAsync("/dashboard/transactions?status=success&min=500");
        await Expect(clerk.Rows).ToHaveCountAsync(1);

        await clerk.Page.ReloadAsync();
        await Expect(clerk.Rows).ToHaveCountAsync(1);
        await Expect(clerk["status-filter"]).ToHaveValueAsync("success");
        await clerk.Page.GoBackAsync();
        await Expect(clerk.Rows).ToHaveCountAsync(2);
        await clerk["method-filter"].SelectOptionAsync("card");
        await clerk.ShowsAsync("empty-state");
        await clerk["clear-filters"].ClickAsync();
        await Expect(clerk.Rows).ToHaveCountAsync(3);
        await clerk.GoAsync("/dashboard/transactions?to=2020-01-01");
        await clerk.ShowsAsync("empty-state");
    }

    [Fact]
    public async Task Ids_receipts_upi_ids_and_amounts_find_their_payment()
    {
        var merchant = await running.NewMerchantAsync();
        await merchant.PaidAsync();
        var order = (await merchant.PostAsync("/api/v1/orders", new { amount = 123_450, receipt = "INV-2026-1274" })).Expect(201).Text("id");
        var id = (await merchant.PostAsync("/api/v1/payments", new { order_id = order, method = "upi", vpa = "duplicate@sim" }))
            .Expect(201).Text("id");
        await merchant.SettledAsync(id);
        var refund = (await merchant.PostAsync($"/api/v1/payments/{id}/refunds", new { amount = 100 })).Expect(201).Text("id");
        await using var clerk = await running.LogInAsync(merchant);
        await clerk.FollowAsync("Transactions");
        await Expect(clerk.Rows).ToHaveCountAsync(2);

        string[] searches =
            [id[..14], order, order[..14].ToUpperInvariant(), "Duplicate@SIM", "dupl", "INV-2026-1274", "INV-2026", "1,234.50", "1234.5"];
        foreach (var search in searches)
        {
            await clerk["search-input"].FillAsync(search);
            await clerk["search-input"].PressAsync("Enter");
            await Expect(clerk.Rows).ToHaveCountAsync(1);
            await clerk.SaysAsync("payment-id", id);
            await clerk["clear-filters"].ClickAsync();
            await Expect(clerk.Rows).ToHaveCountAsync(2);
        }

        foreach (var whole in new[] { id, id.ToLowerInvariant(), refund })
        {
            await clerk["search-input"].FillAsync(whole);
            await clerk["search-input"].PressAsync("Enter");
            await clerk.IsAtAsync("/dashboard/transactions/" + id);
            await clerk.FollowAsync("Transactions");
            await Expect(clerk.Rows).ToHaveCountAsync(2); // a new page takes the focus before it shows its rows
        }

        await clerk["live-status"].ClickAsync();
        await clerk.Page.Keyboard.PressAsync("/");
        await clerk.Page.Keyboard.TypeAsync("success@sim\n");
        await clerk.IsAtAsync("/dashboard/transactions?q=success@sim");
        await Expect(clerk.Rows).ToHaveCountAsync(1);
        await Expect(clerk.Rows.GetByTestId("payment-id")).Not.ToHaveTextAsync(id);

        await clerk["live-status"].ClickAsync(); // out of the field, where "/" is a letter
        await clerk.Page.Keyboard.PressAsync("/");
        await clerk.Page.Keyboard.TypeAsync(order + "\n");
        await clerk.IsAtAsync("/dashboard/orders/" + order);
    }

    [Fact]
    public async Task What_is_typed_while_a_search_is_under_way_stays()
    {
        var merchant = await running.NewMerchantAsync();
        var id = await merchant.PaidAsync();
        await merchant.PaidAsync();
        await using var clerk = await running.LogInAsync(merchant);
        await clerk.FollowAsync("Transactions");
        await Expect(clerk.Rows).ToHaveCountAsync(2);

        await clerk["search-input"].EvaluateAsync("""
            (input, [first, second]) => {
              const type = text => { input.value = text; input.dispatchEvent(new InputEvent("input", { bubbles: true })); };
              type(first);
              input.form.requestSubmit();
              type(second);
            }
            """, new[] { id[..^1], "of another" });

        await Expect(clerk.Rows).ToHaveCountAsync(1);
        await Expect(clerk["search-input"]).ToHaveValueAsync("of another");
        await clerk["search-input"].PressAsync("Enter");
        await clerk.ShowsAsync("empty-state");
    }

    [Fact]
    public async Task A_long_list_comes_in_pages()
    {
        var shop = await running.BusyShopAsync();
        await using var clerk = await running.LogInAsync(shop.Merchant);
        await clerk.FollowAsync("Transactions");
        await Expect(clerk.Rows).ToHaveCountAsync(25);
        await Expect(clerk["pager-range"]).ToContainTextAsync("1–25 of");
        var first = await clerk.Rows.First.GetAttributeAsync("data-payment-id");

        await clerk.Page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await clerk.IsAtAsync("/dashboard/transactions?offset=25");
        await Expect(clerk["pager-range"]).ToContainTextAsync("26–50 of");
        await Expect(clerk.Rows.First).Not.ToHaveAttributeAsync("data-payment-id", first!);
    }

    [Fact]
    public async Task The_filtered_list_can_be_downloaded()
    {
        var shop = await running.BusyShopAsync();
        await using var clerk = await running.LogInAsync(shop.Merchant);
        await clerk.GoAsync("/dashboard/transactions?status=failed");
        await clerk.ShowsAsync("transactions-table");

        var download = await clerk.Page.RunAndWaitForDownloadAsync(() => clerk["export-button"].ClickAsync());
        var lines = await File.ReadAllLinesAsync(await download.PathAsync());

        var total = (await shop.Merchant.GetAsync("/api/v1/payments?status=failed")).Number("total");
        Assert.Equal(total, lines.Length - 1);
        Assert.StartsWith("payment_id,order_id,receipt,amount", lines[0].TrimStart('\uFEFF'), StringComparison.Ordinal);
        Assert.All(lines.Skip(1), line => Assert.Contains(",failed,", line, StringComparison.Ordinal));
        await clerk.SaysAsync("export-progress", $"{total} rows downloaded");
    }
}
