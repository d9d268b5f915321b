using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Refunds;
using PaymentGateway.Core.Webhooks;
using StackExchange.Redis;
using Order = PaymentGateway.Core.Orders.Order;

namespace PaymentGateway.Core.Live;

/// <summary>
/// That an order, payment, refund or webhook delivery of a merchant was created or has changed: its type and id, and
/// nothing of its content, which everybody reads from the database with the rights they have.
/// </summary>
/// <param name="Type">order, payment, refund or webhook.</param>
public readonly record struct Change(MerchantId Merchant, string Type, string Id)
{
    public static readonly RedisChannel Channel = RedisChannel.Literal("changes");

    /// <summary>The message that changes may have been lost before it.</summary>
    public const string Interruption = "interrupted";

    public static Change Of(WebhookDelivery delivery) => OfDelivery(delivery.MerchantId, delivery.Id);

    public static Change OfDelivery(MerchantId merchant, Guid id) => new(merchant, "webhook", id.ToString());

    /// <summary>What the next save of <paramref name="db"/> changes. A reversal shows as a change of its payment.</summary>
    public static IReadOnlyList<Change> UnsavedIn(GatewayDb db) =>
    [
        .. db.ChangeTracker.Entries()
            .Where(entry => entry.State is EntityState.Added or EntityState.Modified)
            .SelectMany(entry => Of(entry.Entity))
            .Distinct(),
    ];

    /// <returns>Null: not a change.</returns>
    public static Change? Parse(string line) =>
        line.Split(' ') is [var merchant, var type, var id] && Guid.TryParse(merchant, out var guid)
            ? new Change(new MerchantId(guid), type, id)
            : null;

    public override string ToString() => $"{Merchant.Value} {Type} {Id}";

    private static IEnumerable<Change> Of(object entity) => entity switch
    {
        Order order => [new(order.MerchantId, "order", order.Id.Value)],
        Payment payment => [new(payment.MerchantId, "payment", payment.Id.Value)],
        Refund refund => [new(refund.MerchantId, "refund", refund.Id.Value)],
        WebhookDelivery delivery => [Of(delivery)],
        PaymentReversal reversal => [new(reversal.MerchantId, "payment", reversal.PaymentId.Value)],
        _ => [],
    };
}
