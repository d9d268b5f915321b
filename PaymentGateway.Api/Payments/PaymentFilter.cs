using PaymentGateway.Api.Lists;
using PaymentGateway.Core.Ids;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Payments;

/// <summary>
/// Which payments a list shows: <c>status</c>, <c>method</c>, <c>order_id</c>, <c>from</c>, <c>to</c>, <c>min_amount</c>,
/// <c>max_amount</c>, <c>q</c>.
/// </summary>
internal sealed record PaymentFilter(
    PaymentStatus? Status, PaymentMethodKind? Method, OrderId? Order, DateTimeOffset? From, DateTimeOffset? To,
    long? MinAmount, long? MaxAmount, string? Search)
{
    public static ValueTask<PaymentFilter> BindAsync(HttpContext http)
    {
        var query = new QueryReader(http.Request.Query);
        return ValueTask.FromResult(new PaymentFilter(
            query.OneOf("status", PaymentStatuses.Parse, "pending, success, failed"),
            query.OneOf("method", PaymentMethodKinds.Parse, "upi, card"),
            query.Text("order_id") is { } order ? PrefixedId.ParseOrUnknown<OrderId>(order) : null,
            query.Time("from"), query.Time("to"), query.Amount("min_amount"), query.Amount("max_amount"), query.Text("q")));
    }

    public IQueryable<Payment> Of(MerchantId merchant, GatewayDb db)
    {
        var payments = db.Payments.Where(p => p.MerchantId == merchant);
        payments = Status is { } status ? payments.Where(p => p.Status == status) : payments;
        payments = Method is { } method ? payments.Where(p => p.Method == method) : payments;
        payments = Order is { } order ? payments.Where(p => p.OrderId == order) : payments;
        payments = From is { } from ? payments.Where(p => p.CreatedAt >= from) : payments;
        payments = To is { } to ? payments.Where(p => p.CreatedAt < to) : payments;
        payments = MinAmount is { } least ? payments.Where(p => p.Amount.MinorUnits >= least) : payments;
        payments = MaxAmount is { } most ? payments.Where(p => p.Amount.MinorUnits <= most) : payments;
        return Search is { Length: > 0 } search ? payments.Where(PaymentSearch.For(search, db)) : payments;
    }
}
