using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace PaymentGateway.Core.Queue;

/// <summary>Redis away is degraded, never unhealthy: it holds no truth, and payments are taken without it.</summary>
internal sealed class RedisHealth(IConnectionMultiplexer redis) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await redis.GetDatabase().PingAsync();
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            return HealthCheckResult.Degraded("Redis is unreachable.");
        }
    }
}
