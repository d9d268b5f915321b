namespace PaymentGateway.Core.Merchants;

/// <summary>A person at work in a merchant's name. Every request asks this row, so that logging out ends it at once.</summary>
public sealed class Session
{
    /// <summary>However busy, a session ends after this.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromHours(12);

    /// <summary>Unused for this long it is over.</summary>
    public static readonly TimeSpan LongestIdle = TimeSpan.FromMinutes(30);

    /// <summary>So long a replaced refresh token returns its successor: several processes may share a session.</summary>
    public static readonly TimeSpan ReplacedTokenGrace = TimeSpan.FromSeconds(30);

    private Session()
    {
    }

    public Guid Id { get; private set; }

    public MerchantId MerchantId { get; private set; }

    public Merchant? Merchant { get; private set; }

    /// <summary>Hex SHA-256 of the token that renews it; every renewal has another.</summary>
    public string RefreshTokenHash { get; private set; } = "";

    /// <summary>Hash of the token that the current one replaced; null before the first renewal.</summary>
    public string? PreviousRefreshTokenHash { get; private set; }

    /// <summary>When the current token replaced the previous one.</summary>
    public DateTimeOffset? RefreshedAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset LastSeenAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public static Session Start(MerchantId merchant, string refreshTokenHash, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(),
        MerchantId = merchant,
        RefreshTokenHash = refreshTokenHash,
        CreatedAt = now,
        LastSeenAt = now,
        ExpiresAt = now + LongestLife,
    };
}
