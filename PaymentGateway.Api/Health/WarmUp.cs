using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Health;

/// <summary>
/// Not ready until the model, the queries and the serializers of the frequent requests have been used once, and the
/// pool holds connections: a new process would otherwise answer its first hundred requests late or not at all.
/// </summary>
internal sealed partial class WarmUp(
    IServiceScopeFactory scopes, SchemaCheck schema, TimeProvider clock, ILogger<WarmUp> logger)
    : BackgroundService, IHealthCheck
{
    private const int MaxConnections = 16;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private volatile bool _isDone;

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
            _isDone ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The process is warming up."));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // the host goes on starting
        while (!_isDone)
        {
            try
            {
                _isDone = await schema.FindErrorAsync(stoppingToken) is null && await RunAsync(stoppingToken);
            }
            catch (Exception exception) when (exception.IsOutage())
            {
                if (stoppingToken.IsCancellationRequested)
                {
                    return;
                }
            }
            catch (Exception exception)
            {
                Log.Incomplete(logger, exception);
                _isDone = true; // requests say better what is wrong than a process that is never ready
            }

            if (!_isDone)
            {
                await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        await using (var scope = scopes.CreateAsyncScope())
        {
            await SampleRequests.RunAsync(scope.ServiceProvider, cancellationToken);
        }

        await OpenConnectionsAsync(cancellationToken);
        Log.Done(logger, clock.GetElapsedTime(started).TotalMilliseconds);
        return true;
    }

    private async Task OpenConnectionsAsync(CancellationToken cancellationToken)
    {
        var connections = Math.Min(MaxConnections, PoolSize());
        var opened = Enumerable.Range(0, connections).Select(_ => scopes.CreateAsyncScope()).ToList();
        try
        {
            await Task.WhenAll(opened.Select(scope =>
                scope.ServiceProvider.GetRequiredService<GatewayDb>().Database.OpenConnectionAsync(cancellationToken)));
        }
        finally
        {
            foreach (var scope in opened)
            {
                // A pooled DbContext keeps its count of open calls: without this its next user never releases its connection.
                await scope.ServiceProvider.GetRequiredService<GatewayDb>().Database.CloseConnectionAsync();
                await scope.DisposeAsync();
            }
        }
    }

    private int PoolSize()
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<GatewayDb>();
        return new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString()).MaxPoolSize;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Warmed up in {ElapsedMs:0} ms")]
        public static partial void Done(ILogger logger, double elapsedMs);

        [LoggerMessage(LogLevel.Warning, "The warm-up failed; the first requests can be slow")]
        public static partial void Incomplete(ILogger logger, Exception exception);
    }
}
