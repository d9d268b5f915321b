using System.Globalization;
using PaymentGateway.Core.Queue;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>Whoever writes to our streams can waste our time, but not our memory.</summary>
public sealed class GarbageInTheStreams(Servers servers)
{
    private const int Entries = 300;
    private const int EntrySize = 512 << 10; // bytes: all of them are more than the worker may grow by
    private const int Megabyte = 1 << 20;
    private const int Minute = 60_001; // milliseconds

    [Theory]
    [InlineData("webhook")]
    [InlineData("payment")]
    public async Task Worker_keeps_its_size_and_goes_on_with_real_jobs(string kind)
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { OwnProcesses = OwnProcesses.Worker });
        await using var receiver = await Receiver.StartAsync();
        var merchant = await TestMerchant.CreateAsync(gateway, receiver.Url);
        await merchant.PaidAsync(); // warm
        var before = PeakOf(gateway.Workers[0]);

        await AddGarbageAsync(gateway, kind);
        var payment = await merchant.PaidAsync();

        await Eventually.BecomesTrueAsync(() => receiver.Of("payment.success").Count() == 2, $"{payment} is told");
        await Eventually.BecomesTrueAsync(() => IsGoneAsync(gateway, kind), "the garbage is gone", TimeSpan.FromSeconds(90));
        var grown = (PeakOf(gateway.Workers[0]) - before) / Megabyte;
        TestContext.Current.TestOutputHelper?.WriteLine($"{before / Megabyte} MB, at most {grown} MB more");
        Assert.InRange(grown, 0, 128);
    }

    private static Task<bool> AddGarbageAsync(Gateway gateway, string kind) => gateway.WithRedisAsync(async redis =>
    {
        var garbage = new string('x', EntrySize);
        // All at once, so that they are there together when the worker reads.
        var transaction = redis.CreateTransaction();
        var added = Enumerable.Range(0, Entries)
            .Select(number => transaction.StreamAddAsync($"jobs:{kind}", number % 2 == 0 ? JobStreams.JobIdField : "x", garbage)).ToArray();
        await transaction.ExecuteAsync();
        await Task.WhenAll(added);
        return true;
    });

    // A read that comes too late on a busy machine leaves its entries to be cleared away after a minute: that is moved on.
    private static Task<bool> IsGoneAsync(Gateway gateway, string kind) => gateway.WithRedisAsync(async redis =>
    {
        string key = $"jobs:{kind}";
        var left = await redis.StreamPendingMessagesAsync(key, JobStreams.Group, Entries, consumerName: default);
        if (left.Length > 0 && left.Length == await redis.StreamLengthAsync(key))
        {
            await redis.ExecuteAsync("XCLAIM",
                [key, JobStreams.Group, "late", 0, .. left.Select(entry => entry.MessageId), "IDLE", Minute, "JUSTID"]);
        }

        return await redis.StreamLengthAsync(key) == 0;
    });

    /// <summary>The most memory it has ever had, in bytes, as the kernel counts it.</summary>
    private static long PeakOf(HostProcess process) => 1024 * long.Parse(
        File.ReadLines($"/proc/{process.Pid}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);
}
