using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using PaymentGateway.Tests.Support;
using PaymentGateway.Tests.Telemetry;

namespace PaymentGateway.Tests.Faults;

/// <summary>Something is wrong with one kind's stream: the other kinds go on, the log stays readable, and it mends itself.</summary>
public sealed partial class OneKindInTrouble(Servers servers)
{
    private const int Turns = 12;

    private readonly ConcurrentQueue<string> _log = new();

    [Theory]
    [InlineData("SET jobs:payment x", "DEL jobs:payment", "WRONGTYPE")]
    [InlineData("ACL SETUSER default resetkeys ~jobs:refund ~jobs:webhook ~jobs:reversal", "ACL SETUSER default allkeys", "NOPERM")]
    public async Task Other_kinds_go_on_and_it_recovers_by_itself(string fault, string remedy, string error)
    {
        var told = new OtlpReadings();
        await using var collector = await OtlpCollector.StartAsync(told.Take);
        await using var receiver = await Receiver.StartAsync();
        await using var gateway = await Gateway.StartAsync(servers, new() { OwnProcesses = OwnProcesses.Worker, Log = _log.Enqueue, Extra = collector.Settings });
        var merchant = await TestMerchant.CreateAsync(gateway, receiver.Url);
        var paid = await merchant.PaidAsync();

        await gateway.RedisAsync(fault);
        var stuck = await merchant.PayAsync();
        var refund = (await merchant.PostAsync($"/api/v1/payments/{paid}/refunds", new { amount = 1000 })).Expect(201).Text("id");

        await Eventually.BecomesTrueAsync(() => receiver.Of("refund.processed").Any(), $"{refund} is processed and told");
        await Eventually.GetAsync(() => CountOfAsync(gateway), failed => failed >= Turns, "several turns have failed");
        Assert.Equal("pending", (await merchant.GetAsync($"/api/v1/payments/{stuck}")).Text("status"));
        Assert.Contains(_log, line => line.Contains(error, StringComparison.Ordinal));
        Assert.All(_log.Select(line => Failure().Match(line)).Where(match => match.Success).CountBy(match => match.Groups["loop"].Value),
            logged => Assert.InRange(logged.Value, 1, 2)); // once, or once more after a minute
        await Eventually.BecomesTrueAsync(() => told.Series.Values.Any(series => series.Name == "payment_gateway.worker.loop.failures"),
            "the failures are counted");

        await gateway.RedisAsync(remedy);
        await merchant.SettledAsync(stuck);
        await Eventually.BecomesTrueAsync(() => _log.Any(line => line.Contains("works again", StringComparison.Ordinal)), "the log says that it is over");
    }

    [Fact]
    public async Task Group_that_somebody_destroys_is_made_again_and_nothing_waits_for_it()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { Log = _log.Enqueue });
        var merchant = await TestMerchant.CreateAsync(gateway);
        await merchant.PaidAsync();

        await gateway.RedisAsync("XGROUP DESTROY jobs:payment workers");

        await merchant.SettledAsync(await merchant.PayAsync());
    }

    private static Task<long> CountOfAsync(Gateway gateway) => gateway.WithRedisAsync(async redis =>
    {
        var statistics = (string)(await redis.ExecuteAsync("INFO", "commandstats"))!;
        return StreamCommands().Matches(statistics)
            .Sum(match => NumberOf(match.Groups["refused"]) + NumberOf(match.Groups["failed"]));
    });

    [GeneratedRegex(@"(?<loop>[A-Z][A-Za-z ]+) failed \d+ times in a row", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Failure();

    private static long NumberOf(Group group) => long.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"cmdstat_(xadd|xreadgroup):.*rejected_calls=(?<refused>\d+),failed_calls=(?<failed>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StreamCommands();
}
