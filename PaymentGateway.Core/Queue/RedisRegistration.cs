using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace PaymentGateway.Core.Queue;

public static class RedisRegistration
{
    public const string ConnectionName = "redis";

    /// <summary>One lazy connection that may be away at any time: commands fail within 1.5 s, and it comes back by itself.</summary>
    public static void AddGatewayRedis(this IHostApplicationBuilder builder)
    {
        builder.AddRedisClient(ConnectionName, settings => settings.DisableHealthChecks = true, Limit);
        builder.Services.AddHealthChecks().AddCheck<RedisHealth>("StackExchange.Redis");
    }

    private static void Limit(ConfigurationOptions options)
    {
        options.AbortOnConnectFail = false;
        options.ConnectTimeout = 1000;
        options.AsyncTimeout = 1500;
        options.SyncTimeout = 1500;
        options.BacklogPolicy = BacklogPolicy.FailFast; // what could not be sent now is hinted again by the database
        options.ReconnectRetryPolicy = new LinearRetry(500);
    }
}
