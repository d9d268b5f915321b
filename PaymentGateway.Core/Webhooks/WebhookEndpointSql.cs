using Microsoft.EntityFrameworkCore;
using Npgsql;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Core.Webhooks;

/// <summary>
/// Raw, because EF Core has no FOR UPDATE: deliveries of one merchant end at the same time and all count. Its transaction does
/// not wait for the disk, so that they pass the row quickly; what a dying server forgets of it is learned again.
/// </summary>
public static class WebhookEndpointSql
{
    /// <summary>Of the table <c>webhook_endpoints e</c>, for <see cref="Read"/>: what a delivery needs of its endpoint.</summary>
    public const string Columns = "e.max_in_flight, e.consecutive_failures, e.open_until, e.disabled_url";

    /// <param name="at">The place of the first of the <see cref="Columns"/>.</param>
    public static WebhookEndpoint Read(NpgsqlDataReader row, int at, MerchantId merchant) => WebhookEndpoint.Restore(
        merchant, row.GetInt32(at), row.GetInt32(at + 1), row.IsDBNull(at + 2) ? null : row.GetFieldValue<DateTimeOffset>(at + 2),
        row.IsDBNull(at + 3) ? null : row.GetString(at + 3));

    /// <returns>Null when the merchant has moved to another address meanwhile, which starts with a clean sheet.</returns>
    public static async Task<WebhookEndpoint?> LockAsync(
        GatewayDb db, MerchantId merchant, string url, CancellationToken cancel)
    {
        var rows = await db.WebhookEndpoints.FromSql($"""
            SELECT e.* FROM webhook_endpoints e JOIN merchants m ON m.id = e.merchant_id
            WHERE e.merchant_id = {merchant.Value} AND m.webhook_url = {url}
              AND set_config('synchronous_commit', 'off', true) = 'off' FOR UPDATE OF e
            """).ToListAsync(cancel);
        return rows.SingleOrDefault();
    }
}
