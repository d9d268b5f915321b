using Microsoft.EntityFrameworkCore;

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
        await Eventually.BecomesTrueAsync(async () => await merchant.Gateway.ScalarAsync<long>(
            $"SELECT count(*) FROM jobs WHERE state = 'running' AND ref = ANY({references})") == 0, "no job of the merchant is running");
        // Without triggers, which only a superuser can do: the database refuses to change when a payment ended.
        await merchant.Gateway.ExecuteAsync($"""
            BEGIN;
            SET LOCAL session_replication_role = replica;
            UPDATE jobs SET run_at = run_at - {by}, first_claimed_at = first_claimed_at - {by}
            WHERE state = 'ready' AND ref = ANY({references});
            UPDATE webhook_logs SET next_retry_at = next_retry_at - {by} WHERE merchant_id = {id};
            UPDATE webhook_endpoints SET open_until = open_until - {by} WHERE merchant_id = {id};
            UPDATE payments SET completed_at = completed_at - {by} WHERE merchant_id = {id};
            UPDATE bank_authorisations SET ready_at = ready_at - {by} WHERE reference = ANY({references});
            COMMIT
            """);
    }
}
