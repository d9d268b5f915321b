using System.Diagnostics;
using PaymentGateway.Core.Queue;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;
using PaymentGateway.Worker.Queue;
using StackExchange.Redis;

namespace PaymentGateway.Tests.Worker;

/// <summary>An idle worker is woken, by Redis or by what is due; it need not look all the time.</summary>
public sealed class WokenWorkers(Servers servers)
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10); // the longest allowed
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_payment_wakes_the_worker_and_so_does_the_time_of_its_next_step()
    {
        await using var shop = await Receiver.StartAsync();
        await using var gateway = await Gateway.StartAsync(servers, new()
        {
            Extra = new Dictionary<string, string?> { ["Queue__IdleDelay"] = $"{Idle}", ["Queue__PollInterval"] = $"{Idle}" },
        });
        var merchant = await TestMerchant.CreateAsync(gateway, shop.Url);

        for (var i = 0; i < 2; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var payment = await merchant.PaidAsync();
            await Eventually.BecomesTrueAsync(() => shop.Received.Any(webhook =>
                webhook.Event == "payment.success" && webhook.Body.Contains(payment, StringComparison.Ordinal)), "the webhook has arrived");

            Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, Soon);
        }
    }

    [Fact]
    public async Task A_worker_hears_what_another_has_sent_and_not_what_it_has_sent_itself()
    {
        await using var redis = await RedisProcess.StartAsync(servers.Data.Child("redis"), 0, TestFolder.Password, durable: false);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        var cancellationToken = TestContext.Current.CancellationToken;
        using var sender = new JobNotifications(connection, new WorkerIdentity(), TimeProvider.System);
        using var other = new JobNotifications(connection, new WorkerIdentity(), TimeProvider.System);
        using var signals = new WorkSignals();
        using var heard = new Wakeups(connection, signals, other, TimeProvider.System);
        using var own = new Wakeups(connection, signals, sender, TimeProvider.System);
        await Task.WhenAll(heard.StartAsync(cancellationToken), own.StartAsync(cancellationToken));
        await Task.WhenAll(heard.ExecuteTask!, own.ExecuteTask!);

        await sender.SendAsync(JobKind.Refund, [1]);
        Assert.True(await sender.WaitAsync(JobKind.Refund, Idle, cancellationToken)); // without a message
        Assert.True(await other.WaitAsync(JobKind.Refund, Idle, cancellationToken));

        await other.SendAsync(JobKind.Payment, [2]);
        Assert.True(await sender.WaitAsync(JobKind.Payment, Idle, cancellationToken));
        Assert.False(await sender.WaitAsync(JobKind.Refund, TimeSpan.Zero, cancellationToken));
        Assert.False(await sender.WaitAsync(JobKind.Webhook, TimeSpan.Zero, cancellationToken));
    }
}
