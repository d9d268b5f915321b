using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PaymentGateway.Api.Lists;
using PaymentGateway.Core.Ids;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;

namespace PaymentGateway.Api.Payments;

/// <summary>Which payments a list shows.</summary>
public sealed record PaymentFilter
{
    [FromQuery(Name = "status"), QueryName(typeof(PaymentStatus)), Description("Only payments with this status.")]
    public string? Status { get; init; }

    [FromQuery(Name = "method"), QueryName(typeof(PaymentMethodKind)), Description("Only payments with this method.")]
    public string? Method { get; init; }

    [FromQuery(Name = "order_id"), QueryText("order_NXhj67fGH2jk9mPq"), Description("Only payments for this order.")]
    public string? OrderId { get; init; }

    [FromQuery(Name = "from"), QueryTime, Description("Only payments created at this time or later, RFC 3339 or Unix seconds.")]
    public string? From { get; init; }

    [FromQuery(Name = "to"), QueryTime, Description("Only payments created before this time, RFC 3339 or Unix seconds.")]
    public string? To { get; init; }

    [FromQuery(Name = "min_amount"), QueryNumber(0, long.MaxValue)]
    [Description("Minimum amount, in the smallest unit.")]
    public string? MinAmount { get; init; }

    [FromQuery(Name = "max_amount"), QueryNumber(0, long.MaxValue)]
    [Description("Maximum amount, in the smallest unit.")]
    public string? MaxAmount { get; init; }

    [FromQuery(Name = "min_amount_major"), QueryMajorAmount]
    [Description("Minimum amount in the payment's currency: 500 is ₹500.00 or ¥500.")]
    public string? MinAmountMajor { get; init; }

    [FromQuery(Name = "max_amount_major"), QueryMajorAmount]
    [Description("Maximum amount in the payment's currency: 500 is ₹500.00 or ¥500.")]
    public string? MaxAmountMajor { get; init; }

    [FromQuery(Name = "q"), QueryText("pay_H8s")]
    [Description("Search by payment, order or refund ID or receipt (whole or prefix), UPI ID (whole or the first 3 or more "
        + "characters), the last 4 digits of a card, or an amount like 1,250.50. IDs and UPI IDs ignore case. "
        + "At most 10,000 matches.")]
    public string? Q { get; init; }

    internal IQueryable<Payment> Of(IQueryable<Payment> payments)
    {
        payments = PaymentStatuses.Parse(Status) is { } status ? payments.Where(p => p.Status == status) : payments;
        payments = PaymentMethodKinds.Parse(Method) is { } method ? payments.Where(p => p.Method == method) : payments;
        payments = OrderId is null ? payments : OfOrder(payments, PrefixedId.ParseOrUnknown<OrderId>(OrderId));
        payments = Timestamp.Parse(From) is { } from ? payments.Where(p => p.CreatedAt >= from) : payments;
        payments = Timestamp.Parse(To) is { } to ? payments.Where(p => p.CreatedAt < to) : payments;
        payments = QueryNumberAttribute.Parse(MinAmount) is { } min ? payments.Where(p => p.Amount.MinorUnits >= min) : payments;
        payments = QueryNumberAttribute.Parse(MaxAmount) is { } max ? payments.Where(p => p.Amount.MinorUnits <= max) : payments;
        payments = QueryMajorAmountAttribute.Parse(MinAmountMajor) is { } minMajor ? payments.OfAtLeast(minMajor) : payments;
        return QueryMajorAmountAttribute.Parse(MaxAmountMajor) is { } maxMajor ? payments.OfAtMost(maxMajor) : payments;
    }

    private static IQueryable<Payment> OfOrder(IQueryable<Payment> payments, OrderId order) =>
        payments.Where(p => p.OrderId == order);
}
