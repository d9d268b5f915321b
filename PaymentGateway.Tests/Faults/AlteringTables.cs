using System.Collections.Concurrent;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>Tables are altered while the gateway serves: plans that no longer fit are made again, and no caller notices.</summary>
public sealed class AlteringTables(Servers servers)
{
    private const int Readers = 12;

    [Fact]
    public async Task An_altered_table_fails_no_request_and_delays_no_payment()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { Apis = 1, ProcessingDelay = 100 });
        var merchant = await TestMerchant.CreateAsync(gateway);
        var payment = await merchant.PaidAsync();
        await ReadAsync(merchant, payment, times: 30); // prepared on several connections

        foreach (var sql in (FormattableString[])
        [
            $"ALTER TABLE payments ALTER vpa TYPE varchar(300)",
            $"ALTER TABLE payments ADD COLUMN altering_tables int",
            $"ALTER TABLE payments DROP COLUMN altering_tables",
            $"ALTER TABLE orders ALTER receipt TYPE varchar(300)",
            $"ALTER TABLE jobs ALTER ref TYPE varchar(300)",
            $"ALTER TABLE payments ALTER vpa TYPE varchar(255)",
        ])
        {
            var pending = await merchant.PayAsync();
            var reading = ReadAsync(merchant, payment, times: 20);
            await gateway.ExecuteAsync(sql);
            var after = await merchant.PayAsync();
            var statuses = await reading;

            Assert.DoesNotContain(statuses, status => status is not (200 or 503));
            Assert.InRange(statuses.Count(status => status == 503), 0, statuses.Count / 50);
            await SettledSoonAsync(merchant, pending);
            await SettledSoonAsync(merchant, after);
        }
    }

    private static Task<ApiAnswer> SettledSoonAsync(TestMerchant merchant, string payment) => Eventually.GetAsync(
        () => merchant.GetAsync($"/api/v1/payments/{payment}"), answer => answer.Text("status") != "pending",
        $"{payment} is settled", TimeSpan.FromSeconds(8));

    private static async Task<ConcurrentBag<int>> ReadAsync(TestMerchant merchant, string payment, int times)
    {
        var statuses = new ConcurrentBag<int>();
        await Task.WhenAll(Enumerable.Range(0, Readers).Select(async reader =>
        {
            for (var time = 0; time < times; time++)
            {
                statuses.Add((int)(await merchant.GetAsync(reader % 2 == 0 ? $"/api/v1/payments/{payment}" : "/api/v1/payments")).Status);
            }
        }));
        return statuses;
    }
}
