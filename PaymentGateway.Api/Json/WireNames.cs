using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Core.Refunds;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Api.Json;

/// <summary>The closed lists of words, from where they are defined.</summary>
internal static class WireNames
{
    public static readonly string[] OrderStatuses = Of<OrderStatus>(Core.Orders.OrderStatuses.WireName);
    public static readonly string[] PaymentStatuses = Of<PaymentStatus>(Core.Payments.PaymentStatuses.WireName);
    public static readonly string[] PaymentMethods = Of<PaymentMethodKind>(PaymentMethodKinds.WireName);
    public static readonly string[] RefundStatuses = Of<RefundStatus>(Core.Refunds.RefundStatuses.WireName);
    public static readonly string[] DeliveryStatuses = Of<WebhookDeliveryStatus>(WebhookDeliveryStatuses.WireName);

    private static readonly Dictionary<Type, string[]> Lists = new()
    {
        [typeof(OrderStatus)] = OrderStatuses,
        [typeof(PaymentStatus)] = PaymentStatuses,
        [typeof(PaymentMethodKind)] = PaymentMethods,
        [typeof(RefundStatus)] = RefundStatuses,
        [typeof(WebhookDeliveryStatus)] = DeliveryStatuses,
    };

    /// <param name="kind">The enumeration whose values they name.</param>
    public static string[] Of(Type kind) => Lists[kind];

    private static string[] Of<TEnum>(Func<TEnum, string> nameOf)
        where TEnum : struct, Enum => [.. Enum.GetValues<TEnum>().Select(nameOf)];
}
