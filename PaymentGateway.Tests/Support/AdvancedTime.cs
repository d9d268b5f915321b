using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Tests.Support;

/// <summary>Time that is moved instead of waited for: whatever falls due does so by the database's clock.</summary>
internal static class AdvancedTime
{
    /// <summary>
    /// As if so much time had passed for this merchant: its jobs, retries, paused deliveries, undecided payments, decisions of
    /// the bank and enquiries are that much nearer. Waits until no job of the merchant is running, as a running job sets its
    /// next due time itself.
    /// </summary>
    public static async Task AdvanceAsync(this TestMerchant merchant, TimeSpan by)
    {
        var id = merchant.Id.Value;
        await using var db = merchant.Gateway.OpenDb();
        var references = await db.Database.SqlQuery<string>($"""
            SELECT id FROM payments WHERE merchant_id = {id}
            UNION ALL SELECT r.id FROM refunds r JOIN payments p ON p.id = r.payment_id WHERE p.merchant_id = {id}
            UNION ALL SELECT id::text FROM webhook_logs WHERE merchant_id = {id}
            """).ToArrayAsync();
        await Eventually.BecomesTrueAsync(() => TryAdvanceAsync(db, id, references, by), "no job of the merchant is running");
    }

    private static async Task<bool> TryAdvanceAsync(GatewayDb db, Guid merchant, string[] references, TimeSpan by)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        // No worker claims a job that is locked here, and one that a worker has locked is not waited for: each might hold what
        // the other needs.
        var states = await db.Database.SqlQuery<string>($"SELECT state FROM jobs WHERE ref = ANY({references}) FOR UPDATE SKIP LOCKED").ToListAsync();
        var count = await db.Database.SqlQuery<int>($"""SELECT count(*)::int AS "Value" FROM jobs WHERE ref = ANY({references})""").SingleAsync();
        if (states.Count < count || states.Contains("running"))
        {
            return false;
        }

        // Without triggers, which only a superuser can do: the database refuses to change when a payment ended.
        await db.Database.ExecuteSqlAsync($"""
            SET LOCAL session_replication_role = replica;
            UPDATE jobs SET run_at = run_at - {by}, first_claimed_at = first_claimed_at - {by}
            WHERE state = 'ready' AND ref = ANY({references});
            UPDATE webhook_logs SET next_retry_at = next_retry_at - {by} WHERE merchant_id = {merchant};
            UPDATE webhook_endpoints SET open_until = open_until - {by} WHERE merchant_id = {merchant};
            UPDATE payments SET completed_at = completed_at - {by} WHERE merchant_id = {merchant};
            UPDATE bank_authorisations SET ready_at = ready_at - {by} WHERE reference = ANY({references})
            """);
        await transaction.CommitAsync();
        return true;
    }
}
