using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Core.Webhooks;

/// <summary>How deliveries to one merchant are going. Address and secret are the merchant's own.</summary>
public sealed class WebhookEndpoint(MerchantId merchantId)
{
    public MerchantId MerchantId { get; private set; } = merchantId;

    /// <summary>Deliveries that may be under way at once.</summary>
    public int MaxInFlight { get; private set; } = 32;

    public int ConsecutiveFailures { get; private set; }

    public DateTimeOffset? FirstFailureAt { get; private set; }

    /// <summary>Until then nothing is sent: the circuit is open.</summary>
    public DateTimeOffset? OpenUntil { get; private set; }

    /// <summary>How often the circuit has opened in a row; each time it stays open twice as long.</summary>
    public int Openings { get; private set; }

    /// <summary>The address that said it is gone for good (410); another address enables delivery again.</summary>
    public string? DisabledUrl { get; private set; }
}
