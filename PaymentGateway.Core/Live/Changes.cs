using StackExchange.Redis;

namespace PaymentGateway.Core.Live;

/// <summary>Tells whoever watches. Nobody waits for it, and Redis may be away.</summary>
public sealed class Changes(IConnectionMultiplexer redis)
{
    public void Publish(Change change)
    {
        try
        {
            redis.GetSubscriber().Publish(Change.Channel, change.ToString(), CommandFlags.FireAndForget);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            // Those who watch look for themselves as well.
        }
    }
}
