using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Worker.Banks;

/// <summary>
/// The simulated bank's ledger. The first request for an id writes its draw down; every later one finds it there. Raw,
/// because EF Core has no upsert; times are the database's.
/// </summary>
internal static class SimulatedBankSql
{
    public static async Task<LedgerRow> AskAsync(GatewayDb db, string reference, BankDraw draw, CancellationToken cancel)
    {
        var rows = await db.Database.SqlQuery<LedgerRow>($"""
            INSERT INTO bank_authorisations (reference, approved, reason, ready_at, errors_left, calls)
            VALUES ({reference}, {draw.Approves}, {draw.Reason}, now() + {draw.Delay}, {draw.Errors}, 1)
            ON CONFLICT (reference) DO UPDATE SET calls = bank_authorisations.calls + 1,
                ready_at = coalesce({draw.ReadyAt}, bank_authorisations.ready_at),
                errors_left = greatest(0, bank_authorisations.errors_left - 1)
            RETURNING approved, reason, ready_at, ready_at <= now() AS is_ready, errors_left
            """).ToListAsync(cancel);
        return rows[0];
    }

    public sealed record LedgerRow(bool Approved, string? Reason, DateTimeOffset ReadyAt, bool IsReady, int ErrorsLeft);
}

/// <summary>What the bank would answer, if nobody had asked before.</summary>
internal sealed record BankDraw(bool Approves, string? Reason, TimeSpan Delay, int Errors = 0)
{
    /// <summary>Moves the time of the decision, however often the bank was asked before; null: leaves it.</summary>
    public DateTimeOffset? ReadyAt { get; init; }
}
