using PaymentGateway.Core.Queue;
using StackExchange.Redis;

namespace PaymentGateway.Core.Live;

/// <summary>Publishes changes to every API by Redis. Nobody waits for it: Redis may be away, and clients are told that it is.</summary>
public sealed class ChangePublisher
{
    private readonly IConnectionMultiplexer _redis;

    public ChangePublisher(IConnectionMultiplexer redis)
    {
        _redis = redis;
        redis.ConnectionRestored += (_, _) => Send(Change.Channel, Change.Interruption); // what was published before may have been lost
    }

    /// <param name="changes">Committed already.</param>
    public void Publish(IReadOnlyCollection<Change> changes)
    {
        if (changes.Count > 0)
        {
            Send(Change.Channel, string.Join('\n', changes));
        }
    }

    /// <summary>Wakes the workers for an event of no object that is shown, such as a test of an endpoint.</summary>
    public void WakeWorkers() => Send(JobStreams.Announced, "");

    private void Send(RedisChannel channel, string message)
    {
        try
        {
            _redis.GetSubscriber().Publish(channel, message, CommandFlags.FireAndForget);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            // The interruption is published when the connection is restored.
        }
    }
}
