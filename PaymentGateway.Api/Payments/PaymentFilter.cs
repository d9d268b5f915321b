using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using PaymentGateway.Api.Lists;
using PaymentGateway.Api.OpenApi;
using PaymentGateway.Core.Ids;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Payments;

/// <summary>
/// Which payments a list shows: <c>status</c>, <c>method</c>, <c>order_id</c>, <c>from</c>, <c>to</c>, <c>min_amount</c>,
/// <c>max_amount</c>, <c>min_amount_major</c>, <c>max_amount_major</c>, <c>q</c>.
/// </summary>
internal sealed record PaymentFilter(
    PaymentStatus? Status, PaymentMethodKind? Method, OrderId? Order, DateTimeOffset? From, DateTimeOffset? To,
    long? MinAmount, long? MaxAmount, decimal? MinMajor, decimal? MaxMajor, string? Search)
    : IEndpointParameterMetadataProvider
{
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(QueryParameter.OneOf("status", "Only of this status.", WireNames.PaymentStatuses));
        builder.Metadata.Add(QueryParameter.OneOf("method", "Only paid this way.", WireNames.PaymentMethods));
        builder.Metadata.Add(QueryParameter.Text("order_id", "Only of this order.", Kinds.Ids["order"]));
        builder.Metadata.Add(QueryParameter.Time("from", "Only made at this time or later: RFC 3339, or unix seconds."));
        builder.Metadata.Add(QueryParameter.Time("to", "Only made before this time: RFC 3339, or unix seconds."));
        builder.Metadata.Add(QueryParameter.Whole("min_amount", "Only of this amount or more, in the smallest unit.", 0, long.MaxValue));
        builder.Metadata.Add(QueryParameter.Whole("max_amount", "Only of this amount or less, in the smallest unit.", 0, long.MaxValue));
        builder.Metadata.Add(QueryParameter.MajorAmount(
            "min_amount_major", "Only of this amount or more in its own currency: 500 is ₹500.00 and ¥500."));
        builder.Metadata.Add(QueryParameter.MajorAmount(
            "max_amount_major", "Only of this amount or less in its own currency: 500 is ₹500.00 and ¥500."));
        builder.Metadata.Add(QueryParameter.Text("q", "The id of the payment, its order or a refund, or the beginning of one; a whole UPI address; four digits of a card.", "pay_H8s"));
    }

    public static ValueTask<PaymentFilter> BindAsync(HttpContext http)
    {
        var query = new QueryReader(http.Request.Query);
        return ValueTask.FromResult(new PaymentFilter(
            query.OneOf("status", PaymentStatuses.Parse, "pending, success, failed"),
            query.OneOf("method", PaymentMethodKinds.Parse, "upi, card"),
            query.Text("order_id") is { } order ? PrefixedId.ParseOrUnknown<OrderId>(order) : null,
            query.Time("from"), query.Time("to"), query.Amount("min_amount"), query.Amount("max_amount"),
            query.MajorAmount("min_amount_major"), query.MajorAmount("max_amount_major"), query.Text("q")));
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
        payments = MinMajor is { } lowest ? payments.OfAtLeast(lowest) : payments;
        payments = MaxMajor is { } highest ? payments.OfAtMost(highest) : payments;
        return Search is { Length: > 0 } search ? payments.Where(PaymentSearch.For(search, db)) : payments;
    }
}
