using System.Globalization;
using Microsoft.Extensions.Options;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Worker.Queue;

namespace PaymentGateway.Worker.Retention;

/// <summary>Removes what is old, a batch of each kind at a time, so that the tables that grow with traffic end growing.</summary>
internal sealed partial class Purge(
    IServiceScopeFactory scopes, IOptions<RetentionOptions> options, SchemaCheck schema, TimeProvider clock, ILogger<Purge> logger)
    : Loop(schema, clock, logger)
{
    private readonly ILogger _logger = logger;

    protected override string Name => "Purge";

    protected override async Task<TimeSpan> TurnAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GatewayDb>();
        var (keep, size) = (options.Value, options.Value.BatchSize);
        (string Kind, int Rows)[] removed =
        [
            ("stored responses", await RetentionSql.AnswersAsync(db, size, stop)),
            ("jobs", await RetentionSql.DoneJobsAsync(db, size, stop)),
            // In the order in which they refer to each other: what is held by a row that stays, stays.
            ("attempts", await RetentionSql.AttemptsAsync(db, keep.Events, size, stop)),
            ("deliveries", await RetentionSql.DeliveriesAsync(db, keep.Events, size, stop)),
            ("event bodies", await RetentionSql.EventBodiesAsync(db, keep.Events, size, stop)),
            ("other events", await RetentionSql.OtherEventsAsync(db, keep.Events, size, stop)),
            ("sessions", await RetentionSql.SessionsAsync(db, keep.Sessions, size, stop)),
            ("bank responses", await RetentionSql.BankAnswersAsync(db, keep.BankAnswers, size, stop)),
            ("workers", await RetentionSql.WorkersAsync(db, stop)),
            ("worker totals", await RetentionSql.WorkerTotalsAsync(db, stop)),
        ];
        if (removed.Any(batch => batch.Rows > 0))
        {
            Log.Removed(_logger, string.Join(", ", removed.Where(batch => batch.Rows > 0)
                .Select(batch => string.Create(CultureInfo.InvariantCulture, $"{batch.Rows} {batch.Kind}"))));
        }

        return removed.Any(batch => batch.Rows >= size) ? TimeSpan.Zero : keep.Period;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Old rows were deleted: {Rows}")]
        public static partial void Removed(ILogger logger, string rows);
    }
}
