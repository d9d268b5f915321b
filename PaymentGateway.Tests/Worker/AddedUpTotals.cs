using System.Globalization;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Worker;

/// <summary>What a merchant has earned is added up by the worker, and statistics are taken from its totals.</summary>
public sealed class AddedUpTotals(Servers servers)
{
    private const int Payments = 2000;

    [Fact]
    public async Task A_worker_adds_up_the_past_and_statistics_stay_as_they_were()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { Workers = 0 });
        var merchant = await TestMerchant.CreateAsync(gateway);
        await using (var db = gateway.OpenDb())
        {
            await PastBusiness.AddAsync(db, merchant.Id.Value, Payments, days: 3);
        }

        var now = TimeProvider.System.GetUtcNow();
        var before = await StatsAsync();
        await gateway.StartWorkerAsync();
        await Eventually.BecomesTrueAsync(
            () => gateway.ScalarAsync<bool>($"""
                SELECT coalesce(bool_or(ends_at > now() - interval '2 hours'), false) AS "Value" FROM merchant_totals_end
                """), "everything but the last hour is added up");

        Assert.Equal(Payments, before.Number("payments"));
        Assert.Equal(before.Body, (await StatsAsync()).Body);
        await gateway.ExecuteAsync($"UPDATE merchant_totals SET count = count + 1 WHERE id = (SELECT min(id) FROM merchant_totals)");
        Assert.Equal(Payments + 1, (await StatsAsync()).Number("payments")); // they are indeed taken from the totals

        async Task<ApiAnswer> StatsAsync() => (await merchant.GetAsync(
            $"/api/v1/stats?from={Format(now.AddDays(-4))}&to={Format(now)}&tz=Asia/Kolkata")).Expect(200);

        static string Format(DateTimeOffset time) => Uri.EscapeDataString(time.ToString("O", CultureInfo.InvariantCulture));
    }
}
