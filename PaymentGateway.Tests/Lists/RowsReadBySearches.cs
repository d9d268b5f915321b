using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Lists;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Api.Orders;
using PaymentGateway.Api.Payments;
using PaymentGateway.Api.Refunds;
using PaymentGateway.Api.Webhooks;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Lists;

/// <summary>
/// Whatever is listed or searched for among 300,000 payments, no table is scanned and a bounded number of rows is read:
/// counted by PostgreSQL itself, for plans with and without the values.
/// </summary>
public sealed class RowsReadBySearches(ManyPayments many) : IClassFixture<ManyPayments>
{
    // Of each reading 10,001 matches: found in an index, read, counted, and put in order.
    private const int Few = 300;
    private const int Most = 200_000;

    // Of a whole list 10,001 rows are counted; its page is read beside them.
    private const int Counted = 10_001 + Few;

    private static readonly string[] Tables = ["orders", "payments", "refunds", "events", "webhook_logs"];

    public static TheoryData<string, string, int> Searches => new()
    {
        { "payments", "pay_", Counted }, // the whole list, as its ids all begin so
        { "orders", "order_", Counted },
        { "refunds", "rfnd_", Counted },
        { "webhooks", "evt_", Counted },
        { "payments", "pay_{0}", Few },
        { "payments", "pay_{0:4}", Few },
        { "payments", "PAY_{0:upper}", Few },
        { "payments", "pay_a", Most },
        { "payments", "order_a", Most },
        { "payments", "order_abcd", Few },
        { "payments", "rfnd_a", Most },
        { "payments", "rfnd_", Most },
        { "payments", "only-one", Few },
        { "payments", "only", Few },
        { "payments", "default", Most },
        { "payments", "INV-", Most },
        { "payments", "only.one@bank", Few },
        { "payments", "common@bank", Most },
        { "payments", "com", Most },
        { "payments", "shopper", Most },
        { "payments", "0007", Few },
        { "payments", "4242", Most },
        { "payments", "1,234.56", 2 * Few }, // a look for every currency
        { "payments", "499", Most },
        { "payments", "nothing of the kind", Few },
        { "orders", "order_{1}", Few },
        { "orders", "order_a", Most },
        { "orders", "only-one", Few },
        { "orders", "INV-", Most },
        { "orders", "499", Most },
        { "refunds", "rfnd_abcd", Few },
        { "refunds", "rfnd_a", Most },
        { "refunds", "pay_{0}", Few },
        { "refunds", "pay_a", Most },
        { "webhooks", "evt_abcd", Few },
        { "webhooks", "evt_a", Most },
        { "webhooks", "pay_{0}", Few },
        { "webhooks", "pay_a", Most },
        { "webhooks", "rfnd_a", Most },
    };

    [Theory]
    [MemberData(nameof(Searches))]
    public async Task A_search_scans_no_table_and_reads_few_rows(string list, string text, int max)
    {
        var query = await FillAsync(text);

        foreach (var planning in new[] { "force_custom_plan", "force_generic_plan" })
        {
            var read = await CountAsync(planning, db => AskAsync(db, list, query));

            Assert.True(read.Scans == 0, $"{list}?q={query} scanned {read.Scans} tables with {planning}");
            Assert.True(read.Count <= max, $"{list}?q={query} read {read.Count} rows with {planning}");
        }
    }

    [Fact]
    public async Task Control_a_scan_and_the_rows_it_reads_are_counted()
    {
        var read = await CountAsync("auto", db => db.Payments.Where(p => p.TraceId == "none").CountAsync());

        Assert.Equal(new RowsRead(Scans: 1, ManyPayments.Count), read);
    }

    [Fact]
    public async Task More_than_10_000_matches_are_told_and_cut_off()
    {
        var common = (await many.Merchant.GetAsync("/api/v1/payments?q=common@bank&limit=3")).Expect(200);
        var newest = (await many.Merchant.GetAsync("/api/v1/payments?limit=100")).Expect(200).Json.GetProperty("data").EnumerateArray()
            .Where(payment => payment.GetProperty("vpa").GetString() == "common@bank").Take(3).Select(payment => payment.GetProperty("id").GetString()!);

        Assert.True(common.Json.GetProperty("total_is_capped").GetBoolean());
        Assert.Equal(10_000, common.Number("total"));
        Assert.Equal(newest, SearchedBusiness.IdsOf(common));
        (await many.Merchant.GetAsync("/api/v1/payments/export?q=common@bank")).ExpectError(400, "BAD_REQUEST_ERROR");
        Assert.Single((await many.Merchant.GetAsync("/api/v1/payments/export?q=only.one@bank")).Expect(200).Body.Trim().Split('\n'));
        var single = (await many.Merchant.GetAsync("/api/v1/payments?q=only-one")).Expect(200);
        Assert.False(single.Json.GetProperty("total_is_capped").GetBoolean());
        Assert.Equal(1, single.Number("total"));
    }

    [Fact]
    public async Task The_total_of_a_list_is_exact_up_to_10_000()
    {
        var newest = (await many.Merchant.GetAsync("/api/v1/payments?offset=9999&limit=2")).Expect(200).Json.GetProperty("data");

        var exact = await CountFromAsync(newest[0]);
        var capped = await CountFromAsync(newest[1]);

        Assert.Equal((10_000, false), exact);
        Assert.Equal((10_000, true), capped);

        async Task<(long Total, bool IsCapped)> CountFromAsync(JsonElement payment)
        {
            var from = Uri.EscapeDataString(payment.GetProperty("created_at").GetString()!);
            var page = (await many.Merchant.GetAsync($"/api/v1/payments?from={from}&limit=1")).Expect(200);
            return (page.Number("total"), page.Json.GetProperty("total_is_capped").GetBoolean());
        }
    }

    [Theory]
    [InlineData("payments", ManyPayments.Count)]
    [InlineData("orders", ManyPayments.Count)]
    public async Task A_list_goes_on_behind_its_capped_total(string list, int rows)
    {
        var beyond = (await many.Merchant.GetAsync($"/api/v1/{list}?offset=10000&limit=5")).Expect(200);
        var last = (await many.Merchant.GetAsync($"/api/v1/{list}?offset={rows - 1}&limit=5")).Expect(200);
        var none = (await many.Merchant.GetAsync($"/api/v1/{list}?offset={rows}&limit=5")).Expect(200);

        Assert.Equal((5, true), Shown(beyond));
        Assert.Equal((1, false), Shown(last));
        Assert.Equal((0, false), Shown(none));

        static (int Rows, bool HasMore) Shown(ApiAnswer page) =>
            (page.Json.GetProperty("data").GetArrayLength(), page.Json.GetProperty("has_more").GetBoolean());
    }

    [Fact]
    public async Task A_period_narrows_a_search_that_matches_too_much()
    {
        var common = (await many.Merchant.GetAsync("/api/v1/payments?q=common@bank&limit=1")).Expect(200).Json.GetProperty("data")[0];
        var old = common.GetProperty("created_at").GetDateTimeOffset().AddMinutes(-250_000).ToString("O", CultureInfo.InvariantCulture);

        var page = (await many.Merchant.GetAsync($"/api/v1/payments?q=common@bank&to={Uri.EscapeDataString(old)}&limit=1")).Expect(200);

        Assert.Equal(10_000, page.Number("total"));
        Assert.True(page.Json.GetProperty("data")[0].GetProperty("created_at").GetDateTimeOffset() < DateTimeOffset.Parse(old, CultureInfo.InvariantCulture));
    }

    private async Task<string> FillAsync(string text)
    {
        var payment = await many.Gateway.ScalarAsync<string>($"SELECT right(id, 16) AS \"Value\" FROM payments WHERE amount % 5 = 0 LIMIT 1");
        var order = await many.Gateway.ScalarAsync<string>($"SELECT right(order_id, 16) AS \"Value\" FROM payments WHERE amount % 5 = 0 LIMIT 1");
        return text.Replace("{0}", payment, StringComparison.Ordinal).Replace("{1}", order, StringComparison.Ordinal)
            .Replace("{0:4}", payment[..4], StringComparison.Ordinal)
            .Replace("{0:upper}", payment.ToUpperInvariant(), StringComparison.Ordinal);
    }

    private async Task<IResult> AskAsync(GatewayDb db, string list, string text)
    {
        var (page, merchant) = (new PageQuery { Limit = "10" }, new CurrentMerchant(many.Merchant.Id));
        var cancel = TestContext.Current.CancellationToken;
        return list switch
        {
            "payments" => await ListPayments.HandleAsync(new PaymentFilter { Q = text }, page, merchant, db, cancel),
            "orders" => await ListOrders.HandleAsync(new OrderFilter { Q = text }, page, merchant, db, cancel),
            "refunds" => await ListRefunds.HandleAsync(new RefundFilter { Q = text }, page, null, merchant, db, cancel),
            _ => await ListWebhooks.HandleAsync(new WebhookFilter { Q = text }, page, merchant, db, cancel),
        };
    }

    private Task<RowsRead> CountAsync(string planning, Func<GatewayDb, Task> read) =>
        RowsRead.CountAsync(many.Gateway.ConnectionString, $"-c plan_cache_mode={planning}", Tables, read);
}
