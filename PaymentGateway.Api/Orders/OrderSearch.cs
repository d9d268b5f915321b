using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Lists;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Orders;

/// <summary>
/// What a person types to find an order: its id, its receipt, or the beginning of either; or its amount. All readings of
/// a text count.
/// </summary>
internal static class OrderSearch
{
    /// <returns>Null: every order matches.</returns>
    public static async Task<SearchResult<string>?> FindAsync(
        GatewayDb db, MerchantId merchant, OrderFilter filter, CancellationToken cancel) =>
        filter.Q?.Trim() switch
        {
            null => null,
            "" => SearchResult<string>.None,
            var text when IdRange.IsOfAll<OrderId>(text) => null,
            var text => await FindAsync(db, merchant, text, Period.Of(filter.From, filter.To), cancel),
        };

    /// <returns>Newest first.</returns>
    public static async Task<SearchResult<string>> FindAsync(
        GatewayDb db, MerchantId merchant, string text, Period created, CancellationToken cancel)
    {
        var ids = await IdRange.FindAsync<OrderId>(
            text, id => db.Orders.AnyAsync(o => o.Id == id && o.MerchantId == merchant, cancel));
        var amounts = MajorAmount.Parse(text)?.InEveryCurrency().ToArray() ?? [];
        return await OrderSearchSql.FindAsync(db, merchant, ids, text, amounts, created, cancel);
    }
}
