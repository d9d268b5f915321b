using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace PaymentGateway.Core.Persistence;

/// <summary>
/// Whether the database answers, asked each time, and whether it takes writes, asked every three seconds at most and by
/// one caller at a time. It changes no row.
/// </summary>
public sealed partial class WriteProbe(IServiceScopeFactory scopes, TimeProvider clock, ILogger<WriteProbe> logger)
    : IHealthCheck, IDisposable
{
    /// <summary>How long a check may take.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1.5);

    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(3);

    // One transaction: a statement that a read-only server or a missing right refuses, a record for the write-ahead log,
    // and a sort that is too large for its memory and so needs blocks of the data disk, given back at its end.
    // A small update of a row would find room in pages and log files that are there, and succeed on a full disk.
    private const string Sql = """
        UPDATE payments SET status = status WHERE false;
        SELECT pg_logical_emit_message(true, 'payment_gateway', 'write probe');
        SELECT set_config('work_mem', '64kB', true);
        SELECT count(*) FROM (SELECT n FROM generate_series(1, 10000) AS n ORDER BY n DESC OFFSET 0) AS spilled;
        """;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private (long At, Exception? Failure)? _last;

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await RunAsync("SELECT 1", cancellationToken);
        return await IsWritableAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("PostgreSQL accepts no writes.");
    }

    public async Task<bool> IsWritableAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_last is not { } known || clock.GetElapsedTime(known.At) > Memory)
            {
                var failure = await ProbeAsync();
                Report(_last?.Failure, failure);
                _last = (clock.GetTimestamp(), failure);
            }

            return _last.Value.Failure is null;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    // Not the caller's token: what one caller is too impatient for is of use to the next.
    private async Task<Exception?> ProbeAsync()
    {
        using var limit = new CancellationTokenSource(Timeout, clock);
        try
        {
            await RunAsync(Sql, limit.Token);
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private async Task RunAsync(string sql, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<GatewayDb>().Database.ExecuteSqlRawAsync(sql, cancellationToken);
    }

    // Once when it begins and once when it ends.
    private void Report(Exception? before, Exception? now)
    {
        if (now is not null && before?.Message != now.Message)
        {
            Log.NotWritable(logger, now.Message);
        }
        else if (now is null && before is not null)
        {
            Log.WritableAgain(logger);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "PostgreSQL accepts no writes: {Reason}")]
        public static partial void NotWritable(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Information, "PostgreSQL accepts writes again")]
        public static partial void WritableAgain(ILogger logger);
    }
}
