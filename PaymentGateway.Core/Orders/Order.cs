using PaymentGateway.Core.Ids;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Payments;

namespace PaymentGateway.Core.Orders;

/// <summary>What a merchant wants to be paid for: one amount, paid at most once.</summary>
public sealed class Order
{
    private Order()
    {
    }

    public OrderId Id { get; private set; }

    public MerchantId MerchantId { get; private set; }

    public Merchant? Merchant { get; private set; }

    public Money Amount { get; private set; }

    public string? Receipt { get; private set; }

    /// <summary>The merchant's own JSON object, character for character as it was sent.</summary>
    public string? Notes { get; private set; }

    public OrderStatus Status { get; private set; }

    /// <summary>Minor units: 0 or the whole amount.</summary>
    public long AmountPaid { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>May be paid again and again and stays created; only the sandbox has one.</summary>
    public bool Reusable { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public static Order Create(MerchantId merchant, Money amount, string? receipt, string? notes, DateTimeOffset now) => new()
    {
        Id = OrderId.New(),
        MerchantId = merchant,
        Amount = amount,
        Receipt = receipt,
        Notes = notes,
        CreatedAt = now,
        UpdatedAt = now,
    };

    public static Order CreateReusable(OrderId id, MerchantId merchant, Money amount, DateTimeOffset now)
    {
        var order = Create(merchant, amount, receipt: null, notes: null, now);
        order.Id = id;
        order.Reusable = true;
        return order;
    }

    /// <summary>A stored order as far as a payment needs it: without receipt, notes and times.</summary>
    internal static Order Restore(
        OrderId id, MerchantId merchant, Money amount, OrderStatus status, int attempts, bool reusable) => new()
        {
            Id = id,
            MerchantId = merchant,
            Amount = amount,
            Status = status,
            Attempts = attempts,
            Reusable = reusable,
        };

    /// <summary>A payment has been started.</summary>
    public void Attempt(DateTimeOffset now)
    {
        if (!Reusable)
        {
            MoveTo(OrderStatus.Attempted, now);
            Attempts++;
        }
    }

    /// <summary>A payment has succeeded.</summary>
    public void Pay(DateTimeOffset now)
    {
        if (!Reusable)
        {
            MoveTo(OrderStatus.Paid, now);
            AmountPaid = Amount.MinorUnits;
        }
    }

    private void MoveTo(OrderStatus to, DateTimeOffset now)
    {
        if (!OrderStatuses.Allows(Status, to))
        {
            throw new IllegalTransitionException($"An order cannot go from {Status} to {to}.");
        }

        Status = to;
        UpdatedAt = now;
    }
}
