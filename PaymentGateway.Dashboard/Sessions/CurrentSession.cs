namespace PaymentGateway.Dashboard.Sessions;

/// <summary>Who is logged in, for one request or one circuit.</summary>
internal sealed class CurrentSession
{
    public MerchantSession? Session { get; set; }

    /// <summary>For what only somebody logged in sees.</summary>
    public MerchantSession Required => Session ?? throw new InvalidOperationException("Nobody is logged in.");
}
