using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Lists;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Refunds;

namespace PaymentGateway.Api.Refunds;

/// <summary>
/// What a person types to find a refund: the id of it or of its payment, in any case, or the beginning of one.
/// </summary>
internal static class RefundSearch
{
    /// <returns>Null: every refund matches.</returns>
    public static async Task<SearchResult<string>?> FindAsync(
        GatewayDb db, MerchantId merchant, RefundFilter filter, CancellationToken cancel)
    {
        if (filter.Q?.Trim() is not { } text || IdRange.IsOfAll<RefundId>(text) || IdRange.IsOfAll<PaymentId>(text))
        {
            return null;
        }

        if (text.Length == 0)
        {
            return SearchResult<string>.None;
        }

        var refunds = await IdRange.FindAsync<RefundId>(
            text, id => db.Refunds.AnyAsync(r => r.Id == id && r.MerchantId == merchant, cancel));
        var payments = await IdRange.FindAsync<PaymentId>(
            text, id => db.Payments.AnyAsync(p => p.Id == id && p.MerchantId == merchant, cancel));
        return await RefundSearchSql.FindAsync(db, merchant, refunds, payments, cancel);
    }
}
