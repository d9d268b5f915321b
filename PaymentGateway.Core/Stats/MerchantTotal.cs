using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Core.Stats;

/// <summary>
/// Payments or refunds of one merchant that began in one quarter of an hour, added up: the statistics of a long period then
/// read a few thousand rows. What changes afterwards adds a row with the difference, so that the sum stays right.
/// </summary>
public sealed class MerchantTotal
{
    private MerchantTotal()
    {
    }

    public long Id { get; private set; }

    public MerchantId MerchantId { get; private set; }

    /// <summary>The beginning of the quarter of an hour, UTC.</summary>
    public DateTimeOffset StartsAt { get; private set; }

    public string Currency { get; private set; } = "";

    /// <summary>Of payments; null: refunds.</summary>
    public string? Method { get; private set; }

    public string Status { get; private set; } = "";

    /// <summary>Negative when rows have left this status.</summary>
    public long Count { get; private set; }

    /// <summary>Minor units.</summary>
    public long Amount { get; private set; }
}
