using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Lists;
using PaymentGateway.Api.Orders;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Refunds;

namespace PaymentGateway.Api.Payments;

/// <summary>
/// What a person types to find a payment: the id of it, of its order or of a refund, or the beginning of one; the
/// order's receipt or its beginning; a UPI address or its beginning; the last four digits of a card; an amount. All
/// readings of a text count.
/// </summary>
internal static class PaymentSearch
{
    private const int MinAddressLength = 3;
    private const int LengthOfLastDigits = 4; // of a card

    /// <returns>Null: every payment matches.</returns>
    public static async Task<SearchResult<string>?> FindAsync(
        GatewayDb db, MerchantId merchant, PaymentFilter filter, CancellationToken cancel)
    {
        if (filter.Q?.Trim() is not { } text || IdRange.IsOfAll<PaymentId>(text) || IdRange.IsOfAll<OrderId>(text))
        {
            return null;
        }

        if (text.Length == 0)
        {
            return SearchResult<string>.None;
        }

        var created = Period.Of(filter.From, filter.To);
        var payments = await IdRange.FindAsync<PaymentId>(
            text, id => db.Payments.AnyAsync(p => p.Id == id && p.MerchantId == merchant, cancel));
        var refunds = await IdRange.FindAsync<RefundId>(
            text, id => db.Refunds.AnyAsync(r => r.Id == id && r.MerchantId == merchant, cancel));
        // An order is older than its payments.
        var orders = await OrderSearch.FindAsync(db, merchant, text, created.Before, cancel);
        var lower = text.ToLowerInvariant();
        var shopper = text.Length == LengthOfLastDigits && text.All(char.IsAsciiDigit) ? " " + text : lower;
        var address = text.Length >= MinAddressLength ? SearchText.BeginningWith(lower) : SearchText.None;
        var found = await PaymentSearchSql.FindAsync(
            db, merchant, payments, orders.Ids, refunds, shopper, address, created, cancel);
        return found with { IsCapped = found.IsCapped || orders.IsCapped };
    }
}
