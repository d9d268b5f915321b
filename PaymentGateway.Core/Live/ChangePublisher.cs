using StackExchange.Redis;

namespace PaymentGateway.Core.Live;

/// <summary>Publishes changes to every API by Redis. Nobody waits for it: Redis may be away, and clients are told that it is.</summary>
public sealed class ChangePublisher
{
    private readonly IConnectionMultiplexer _redis;

    public ChangePublisher(IConnectionMultiplexer redis)
    {
        _redis = redis;
        redis.ConnectionRestored += (_, _) => Send(Change.Interruption); // what was published before may have been lost
    }

    /// <param name="changes">Committed already.</param>
    public void Publish(IReadOnlyCollection<Change> changes)
    {
        if (changes.Count > 0)
        {
            Send(string.Join('\n', changes));
        }
    }

    private void Send(string message)
    {
        try
        {
            _redis.GetSubscriber().Publish(Change.Channel, message, CommandFlags.FireAndForget);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            // The interruption is published when the connection is restored.
        }
    }
}
