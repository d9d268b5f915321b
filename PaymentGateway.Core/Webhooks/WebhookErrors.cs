namespace PaymentGateway.Core.Webhooks;

/// <summary>What went wrong with an attempt, by where it ended. Names in the database and on the wire; they never change.</summary>
public static class WebhookErrors
{
    /// <summary>The name could not be resolved.</summary>
    public const string Dns = "dns";

    /// <summary>Nobody took the connection.</summary>
    public const string Connect = "connect";

    /// <summary>No certificate we trust.</summary>
    public const string Tls = "tls";

    /// <summary>Not over in time, from the first packet to the last byte that is read.</summary>
    public const string Timeout = "timeout";

    /// <summary>An answer, but not 2xx, or not one of HTTP.</summary>
    public const string Http = "http";

    /// <summary>We refused to go there: the address, its port or its scheme is not allowed.</summary>
    public const string Blocked = "blocked";

    /// <summary>The merchant's secret cannot be decrypted, so nothing was sent: unsigned, nobody may trust it.</summary>
    public const string Secret = "secret";
}
