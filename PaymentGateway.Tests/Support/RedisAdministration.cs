using StackExchange.Redis;

namespace PaymentGateway.Tests.Support;

/// <summary>What an operator, or somebody else's program, may do to the Redis of a gateway.</summary>
internal static class RedisAdministration
{
    public static async Task<T> WithRedisAsync<T>(this Gateway gateway, Func<IDatabase, Task<T>> work)
    {
        // A busy machine takes its time for hundreds of megabytes.
        await using var redis = await ConnectionMultiplexer.ConnectAsync(
            gateway.Redis.ConnectionString + ",allowAdmin=true,asyncTimeout=60000");
        return await work(redis.GetDatabase());
    }

    /// <summary>One command, as one would type it.</summary>
    public static Task<RedisResult> RedisAsync(this Gateway gateway, string command)
    {
        var words = command.Split(' ');
        return gateway.WithRedisAsync(redis => redis.ExecuteAsync(words[0], [.. words.Skip(1)]));
    }
}
