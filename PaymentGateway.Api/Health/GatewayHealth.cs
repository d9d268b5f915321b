using PaymentGateway.Api.Json;
using PaymentGateway.Api.OpenApi;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;
using StackExchange.Redis;

namespace PaymentGateway.Api.Health;

/// <summary><c>/health</c> for people and load balancers: what is there and what is away, and no more.</summary>
internal static class GatewayHealth
{
    public static void MapGatewayHealth(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/health", HandleAsync).WithTags("Health")
            .Describe("getHealth", "Get the health of the gateway and its dependencies")
            .Answers<HealthResponse>().Answers<HealthResponse>(StatusCodes.Status503ServiceUnavailable);

    public static void AddGatewayHealth(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<WarmUp>().AddHostedService(services => services.GetRequiredService<WarmUp>());
        builder.Services.AddHealthChecks().AddCheck<WarmUp>("warm-up");
    }

    private static async Task<IResult> HandleAsync(
        GatewayDb db, WriteProbe probe, IConnectionMultiplexer redis, TimeProvider clock, CancellationToken cancel)
    {
        var workerIsRunning = await AskDatabaseAsync(db, probe, cancel);
        var redisAnswers = await AskRedisAsync(redis);
        var status = (workerIsRunning, redisAnswers) switch
        {
            (null, _) => "unhealthy",
            (true, true) => "healthy",
            _ => "degraded",
        };
        var body = new HealthResponse(
            status,
            workerIsRunning is null ? "disconnected" : "connected",
            redisAnswers ? "connected" : "disconnected",
            workerIsRunning is true ? "running" : "stopped",
            clock.GetUtcNow());
        return JsonResponse.Of(body, ApiJson.Default.HealthResponse,
            statusCode: workerIsRunning is null ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    /// <returns>Whether a worker runs; null: the database does not answer in time, or takes no writes.</returns>
    private static async Task<bool?> AskDatabaseAsync(GatewayDb db, WriteProbe probe, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(WriteProbe.Timeout);
        try
        {
            var isWritable = probe.IsWritableAsync(limit.Token);
            var isAnyAlive = await HeartbeatSql.IsAnyAliveAsync(db, limit.Token);
            return await isWritable ? isAnyAlive : null;
        }
        catch (Exception) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    private static async Task<bool> AskRedisAsync(IConnectionMultiplexer redis)
    {
        try
        {
            await redis.GetDatabase().PingAsync();
            return true;
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            return false;
        }
    }
}
