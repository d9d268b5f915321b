using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Lists;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Refunds;
using EventId = PaymentGateway.Core.Webhooks.EventId;

namespace PaymentGateway.Api.Webhooks;

/// <summary>
/// What a person types to find a delivery: the id of its event, or of the payment or refund that the event is about, in
/// any case, or the beginning of one.
/// </summary>
internal static class WebhookSearch
{
    /// <returns>Null: every delivery matches.</returns>
    public static async Task<SearchResult<Guid>?> FindAsync(
        GatewayDb db, MerchantId merchant, WebhookFilter filter, CancellationToken cancel)
    {
        if (filter.Q?.Trim() is not { } text
            || IdRange.IsOfAll<EventId>(text) || IdRange.IsOfAll<PaymentId>(text) || IdRange.IsOfAll<RefundId>(text))
        {
            return null;
        }

        if (text.Length == 0)
        {
            return SearchResult<Guid>.None;
        }

        var events = await IdRange.FindAsync<EventId>(
            text, id => db.Events.AnyAsync(e => e.Id == id && e.MerchantId == merchant, cancel));
        var payments = await IdRange.FindAsync<PaymentId>(
            text, id => db.Payments.AnyAsync(p => p.Id == id && p.MerchantId == merchant, cancel));
        var refunds = await IdRange.FindAsync<RefundId>(
            text, id => db.Refunds.AnyAsync(r => r.Id == id && r.MerchantId == merchant, cancel));
        return await WebhookSearchSql.FindAsync(db, merchant, events, payments, refunds, cancel);
    }
}
