using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Live;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Worker.Banks;
using PaymentGateway.Worker.Queue;

namespace PaymentGateway.Worker.Payments;

/// <summary>Times out pending payments whose job is dead: their order would otherwise take no other payment.</summary>
internal sealed partial class AbandonedPayments(
    IServiceScopeFactory scopes, BankDirectory banks, DecisionTimeout timeout, ChangePublisher changes, WorkSignals signals,
    SchemaCheck schema, TimeProvider clock, ILogger<AbandonedPayments> logger)
    : Loop(schema, clock, logger, signals.DeadPaymentJobs)
{
    private const int BatchSize = 100;

    private readonly ILogger _logger = logger;

    protected override string Name => "Timeouts of dead payment jobs";

    protected override async Task<TimeSpan> TurnAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GatewayDb>();
        // Raw: EF Core has no join from a job's text to a payment's id, and the time is the database's.
        var dead = await db.Database.SqlQuery<DeadJob>($"""
            SELECT p.id AS payment_id, j.first_claimed_at, now() AS now
            FROM jobs j JOIN payments p ON p.id = j.ref
            WHERE j.kind = 'payment' AND j.state = 'dead' AND p.status = 'pending' AND j.first_claimed_at IS NOT NULL
            ORDER BY j.first_claimed_at LIMIT {BatchSize}
            """).ToListAsync(stop);
        foreach (var job in dead)
        {
            await TimeOutAsync(db, job, stop);
        }

        return UntilWoken;
    }

    private async Task TimeOutAsync(GatewayDb db, DeadJob job, CancellationToken stop)
    {
        db.ChangeTracker.Clear();
        var id = PaymentId.Of(job.PaymentId);
        var (payment, webhookUrl) = await (
            from p in db.Payments
            join m in db.Merchants on p.MerchantId equals m.Id
            where p.Id == id
            select ValueTuple.Create(p, m.WebhookUrl)).SingleAsync(stop);
        if (payment.IsSettled || job.Now < timeout.DeadlineOf(payment, job.FirstClaimedAt, banks.For(payment.Method)))
        {
            return;
        }

        DecisionTimeout.Apply(db, payment, webhookUrl, job.Now);
        var changed = Change.UnsavedIn(db);
        await db.SaveChangesAsync(stop); // refused when the payment has been settled in between
        changes.Publish(changed);
        PaymentMetrics.Count(payment);
        Log.TimedOut(_logger, payment.Id, payment.MerchantId.Value);
    }

    private sealed record DeadJob(string PaymentId, DateTimeOffset FirstClaimedAt, DateTimeOffset Now);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Payment {PaymentId} for {MerchantId} timed out; its job is dead")]
        public static partial void TimedOut(ILogger logger, PaymentId paymentId, Guid merchantId);
    }
}
