using PaymentGateway.Core.Live;
using PaymentGateway.Core.Queue;
using StackExchange.Redis;

namespace PaymentGateway.Worker.Queue;

/// <summary>
/// Wakes this worker on messages in Redis: the outbox and the dispatcher when something has changed, a consumer when another
/// worker has sent notifications. When a message is lost, the poller wakes them.
/// </summary>
internal sealed class Wakeups(
    IConnectionMultiplexer redis, WorkSignals signals, JobNotifications notifications, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        SubscribeAsync(Change.Channel, OnChanged, stoppingToken),
        SubscribeAsync(JobStreams.Announced, _ => signals.Events.Raise(), stoppingToken),
        SubscribeAsync(JobStreams.Sent, notifications.OnSent, stoppingToken));

    private void OnChanged(string message)
    {
        if (message.Contains(" payment ", StringComparison.Ordinal) || message.Contains(" refund ", StringComparison.Ordinal)
            || message == Change.Interruption)
        {
            signals.Events.Raise(); // no other change has an event
        }

        signals.Jobs.Raise();
    }

    private async Task SubscribeAsync(RedisChannel channel, Action<string> onMessage, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Once it is done, the client renews it by itself.
                await redis.GetSubscriber().SubscribeAsync(channel, (_, message) => onMessage(message.ToString()));
                return;
            }
            catch (Exception exception) when (exception is RedisException or TimeoutException)
            {
                await Task.Delay(RetryDelay, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
