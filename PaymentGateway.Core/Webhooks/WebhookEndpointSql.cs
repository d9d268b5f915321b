using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Core.Webhooks;

/// <summary>
/// Raw, because EF Core has no FOR UPDATE: deliveries of one merchant end at the same time and all count. Its transaction does
/// not wait for the disk, so that they pass the row quickly; what a dying server forgets of it is learned again.
/// </summary>
public static class WebhookEndpointSql
{
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
