using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Core.Stats;

/// <summary>Up to when the payments and refunds of a merchant are added up. Without a row nothing is.</summary>
public sealed class MerchantTotalsEnd
{
    private MerchantTotalsEnd()
    {
    }

    public MerchantId MerchantId { get; private set; }

    /// <summary>The end of a quarter of an hour, UTC: what began before it is counted in the totals, and nothing else is.</summary>
    public DateTimeOffset EndsAt { get; private set; }
}
