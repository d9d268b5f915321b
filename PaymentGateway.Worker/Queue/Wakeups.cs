using PaymentGateway.Core.Live;
using PaymentGateway.Core.Queue;
using StackExchange.Redis;

namespace PaymentGateway.Worker.Queue;

/// <summary>
/// Hears from Redis what others do, and wakes this worker: the dispatcher when something has changed, a consumer when another
/// worker has sent notifications. What is not heard is found by the next look.
/// </summary>
internal sealed class Wakeups(IConnectionMultiplexer redis, Signal signal, Hints hints, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        HearAsync(Change.Channel, _ => signal.Raise(), stoppingToken),
        HearAsync(JobStreams.Sent, hints.Hear, stoppingToken));

    private async Task HearAsync(RedisChannel channel, Action<string> hear, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                // Once it is done, the client renews it by itself.
                await redis.GetSubscriber().SubscribeAsync(channel, (_, message) => hear(message.ToString()));
                return;
            }
            catch (Exception exception) when (exception is RedisException or TimeoutException)
            {
                await Task.Delay(Period, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
