using System.Text.Json;
using PaymentGateway.Core.Orders;

namespace PaymentGateway.Api.Orders;

/// <param name="Amount">Minor units.</param>
/// <param name="Notes">As they were sent; an empty object when none were.</param>
/// <param name="Status">created, attempted or paid.</param>
/// <param name="AmountPaid">Minor units.</param>
/// <param name="AmountDue">Minor units.</param>
/// <param name="Attempts">Payments that have been started.</param>
public sealed record OrderResponse(
    string Id, Guid MerchantId, long Amount, string Currency, string? Receipt, JsonElement Notes, string Status,
    long AmountPaid, long AmountDue, int Attempts, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    internal static OrderResponse From(Order order) => new(
        order.Id.Value, order.MerchantId.Value, order.Amount.MinorUnits, order.Amount.Currency, order.Receipt,
        JsonElement.Parse(order.Notes ?? "{}"), OrderStatuses.WireName(order.Status),
        order.AmountPaid, order.Amount.MinorUnits - order.AmountPaid, order.Attempts, order.CreatedAt, order.UpdatedAt);
}
