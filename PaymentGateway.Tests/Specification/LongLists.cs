using System.Text.Json;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

/// <summary>Lists of some thousands: what they show does not depend on how it is found.</summary>
public sealed class LongLists(LongHistory history) : IClassFixture<LongHistory>
{
    [Theory]
    [InlineData("", "true")]
    [InlineData("status=failed", "status = 'failed'")]
    [InlineData("method=card", "method = 'card'")]
    [InlineData("status=success&method=upi", "status = 'success' AND method = 'upi'")]
    [InlineData("from=2026-01-01T05:00:00Z&to=2026-01-01T20:00:00Z", "created_at >= '2026-01-01T05:00Z' AND created_at < '2026-01-01T20:00Z'")]
    [InlineData("status=failed&from=2026-01-01T05:00:00Z", "status = 'failed' AND created_at >= '2026-01-01T05:00Z'")]
    [InlineData("min_amount=1000&max_amount=2000", "amount BETWEEN 1000 AND 2000")]
    [InlineData("min_amount_major=10&max_amount_major=20.0099", "amount BETWEEN 1000 AND 2000")]
    [InlineData("q=pay", "true")]
    [InlineData("q=pay_{0}a", "id LIKE 'pay\\_{0}a%'")]
    [InlineData("q=order_{0}", "true")]
    [InlineData("q=order_{0}ab", "order_id LIKE 'order\\_{0}ab%'")]
    [InlineData("q=rfnd_{0}", "refund_reserved > 0")]
    [InlineData("q=user7@paytm", "vpa = 'user7@paytm'")]
    [InlineData("q=pay_%25", "false")]
    [InlineData("q=pay__", "false")]
    public async Task Every_filter_finds_what_it_should_page_by_page(string query, string condition)
    {
        var (merchant, mark) = (history.Merchant, history.Mark);
        query = query.Replace("{0}", mark, StringComparison.Ordinal);
        condition = condition.Replace("{0}", mark, StringComparison.Ordinal);
        var expected = await merchant.Gateway.ScalarAsync<string[]>(System.Runtime.CompilerServices.FormattableStringFactory.Create(
            "SELECT coalesce(array_agg(id::text ORDER BY created_at DESC, id COLLATE \"C\" DESC), ARRAY[]::text[]) AS \"Value\" "
            + $"FROM payments WHERE merchant_id = {{0}} AND {condition}", merchant.Id.Value));

        foreach (var offset in new[] { 0, expected.Length / 2, Math.Max(0, expected.Length - 40), expected.Length })
        {
            var page = (await merchant.GetAsync($"/api/v1/payments?limit=100&offset={offset}&{query}")).Expect(200);

            Assert.Equal(expected.Length, page.Number("total"));
            Assert.Equal(expected.Skip(offset).Take(100), page.Json.GetProperty("data").EnumerateArray().Select(payment => payment.GetProperty("id").GetString()!));
            Assert.Equal(offset + 100 < expected.Length, page.Json.GetProperty("has_more").GetBoolean());
        }
    }

    [Fact]
    public async Task Orders_and_refunds_are_listed_as_exactly()
    {
        var merchant = history.Merchant;

        foreach (var (list, table) in new[] { ("orders", "orders"), ("refunds", "refunds"), ("orders?status=paid&", "orders WHERE status = 'paid' AND") })
        {
            var where = table.Contains("WHERE", StringComparison.Ordinal) ? table : $"{table} WHERE";
            var expected = await merchant.Gateway.ScalarAsync<string[]>(System.Runtime.CompilerServices.FormattableStringFactory.Create(
                "SELECT array_agg(id::text ORDER BY created_at DESC, id COLLATE \"C\" DESC) AS \"Value\" "
                + $"FROM {where} merchant_id = {{0}}", merchant.Id.Value));
            var offset = expected.Length - 20;

            var page = (await merchant.GetAsync($"/api/v1/{list}{(list.Contains('?', StringComparison.Ordinal) ? "" : "?")}limit=50&offset={offset}")).Expect(200);

            Assert.Equal(expected.Length, page.Number("total"));
            Assert.Equal(expected[offset..], page.Json.GetProperty("data").EnumerateArray().Select(row => row.GetProperty("id").GetString()!));
        }
    }

    [Fact]
    public async Task The_export_and_the_sums_are_of_all()
    {
        var merchant = history.Merchant;

        var lines = (await merchant.Http.GetStringAsync(new Uri("/api/v1/payments/export", UriKind.Relative))).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var stats = (await merchant.GetAsync("/api/v1/stats?from=2026-01-01T00:00:00Z&to=2026-01-03T00:00:00Z")).Expect(200);

        Assert.Equal(LongHistory.Payments, lines.Select(line => JsonElement.Parse(line).GetProperty("id").GetString()).Distinct().Count());
        Assert.Equal(LongHistory.Payments, stats.Number("payments"));
        Assert.Equal(await SumAsync($"SELECT sum(amount)::bigint AS \"Value\" FROM payments WHERE status = 'success' AND merchant_id = {merchant.Id.Value}"), stats.Number("volume"));
        Assert.Equal(await SumAsync($"SELECT sum(amount)::bigint AS \"Value\" FROM refunds WHERE merchant_id = {merchant.Id.Value}"), stats.Number("refunded_amount"));

        Task<long> SumAsync(FormattableString sql) => merchant.Gateway.ScalarAsync<long>(sql);
    }
}
