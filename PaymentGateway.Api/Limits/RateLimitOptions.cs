using System.ComponentModel.DataAnnotations;

namespace PaymentGateway.Api.Limits;

/// <summary>How many requests one caller may make; section <c>RateLimits</c>. Each process counts for itself.</summary>
internal sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    /// <summary>Absent: everywhere but in the sandbox.</summary>
    public bool? Enabled { get; set; }

    /// <summary>Requests a second of one API key, or of one session.</summary>
    [Range(1, 100_000)]
    public int KeyPerSecond { get; set; } = 200;

    /// <summary>Requests at once of a key that has been quiet for a while.</summary>
    [Range(1, 100_000)]
    public int KeyBurst { get; set; } = 400;

    /// <summary>Requests a second of one address that shows no valid credentials: payers, and whoever guesses.</summary>
    [Range(1, 100_000)]
    public int AddressPerSecond { get; set; } = 20;

    /// <summary>Log-ins a minute from one address.</summary>
    [Range(1, 6000)]
    public int LogInsPerMinute { get; set; } = 5;
}
