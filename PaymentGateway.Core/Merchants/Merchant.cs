using System.Diagnostics.CodeAnalysis;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Core.Merchants;

/// <summary>Who is paid. Its webhook address and secret live in this row alone and are read at every use.</summary>
public sealed class Merchant
{
    public const int MaxNameLength = 255;

    /// <summary>A day: the longest that a rotated secret works on.</summary>
    public const int MaxSecretOverlapSeconds = 86_400;

    /// <summary>Unless the caller asks for an overlap, a rotated secret ends at once: it may have leaked.</summary>
    public static readonly TimeSpan DefaultSecretOverlap = TimeSpan.Zero;

    private Merchant()
    {
    }

    public MerchantId Id { get; private set; }

    public string Name { get; private set; } = "";

    public string Email { get; private set; } = "";

    public string PasswordHash { get; set; } = "";

    public string ApiKey { get; private set; } = "";

    /// <summary>Hex SHA-256 of the secret; the secret itself is shown once and kept nowhere.</summary>
    public string ApiSecret { get; private set; } = "";

    /// <summary>The secret before the last rotation, good until <see cref="PreviousSecretExpiresAt"/>.</summary>
    public string? PreviousApiSecret { get; private set; }

    public DateTimeOffset? PreviousSecretExpiresAt { get; private set; }

    public string? WebhookUrl { get; private set; }

    /// <summary>Encrypted when it was set through the API, plain when it was seeded or set by SQL.</summary>
    public string? WebhookSecret { get; private set; }

    /// <summary>Origins that may frame the checkout; none: any, in the sandbox only.</summary>
    public List<string> AllowedOrigins { get; private set; } = [];

    public bool IsActive { get; private set; } = true;

    /// <summary>Wrong passwords in a row.</summary>
    public int FailedLogins { get; private set; }

    public DateTimeOffset? LockedUntil { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public WebhookEndpoint Endpoint { get; private set; } = null!;

    public static Merchant Create(string name, string email, ApiCredentials credentials, DateTimeOffset now)
    {
        var id = MerchantId.New();
        return new Merchant
        {
            Id = id,
            Name = name,
            Email = email,
            ApiKey = credentials.Key,
            ApiSecret = credentials.SecretHash,
            CreatedAt = now,
            Endpoint = new WebhookEndpoint(id),
        };
    }

    /// <param name="name">Without the white space around it.</param>
    /// <param name="error">What is wrong with it, in words for the caller.</param>
    public static bool TryParseName(string? text, out string name, [NotNullWhen(false)] out string? error)
    {
        name = text?.Trim() ?? "";
        error = name.Length switch
        {
            0 => "name is required",
            > MaxNameLength => $"name must be at most {MaxNameLength} characters",
            _ => null,
        };
        return error is null;
    }

    /// <summary>
    /// A new secret for the same key, which shops have in their pages; the old one works on for <paramref name="overlap"/>.
    /// </summary>
    public ApiCredentials RotateSecret(TimeSpan overlap, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(overlap, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(overlap, TimeSpan.FromSeconds(MaxSecretOverlapSeconds));
        var credentials = ApiCredentials.NewSecretFor(ApiKey);
        PreviousApiSecret = overlap > TimeSpan.Zero ? ApiSecret : null;
        PreviousSecretExpiresAt = overlap > TimeSpan.Zero ? now + overlap : null;
        ApiSecret = credentials.SecretHash;
        return credentials;
    }

    public void RefuseLogIn(DateTimeOffset now)
    {
        FailedLogins++;
        LockedUntil = LogInLimit.LockedUntil(FailedLogins, now);
    }

    /// <summary>The name that shoppers see.</summary>
    public void Rename(string name) => Name = name;

    /// <summary>Needs the <see cref="Endpoint"/>: what was wrong with another address is forgotten.</summary>
    public void SendWebhooksTo(string? url)
    {
        if (url != WebhookUrl)
        {
            WebhookUrl = url;
            Endpoint.StartAnew();
        }
    }

    /// <summary>The secret as it is to be stored: protected, unless it is a published test value.</summary>
    public void SignWebhooksWith(string? storedSecret) => WebhookSecret = storedSecret;

    public void AllowOrigins(IEnumerable<string> origins) => AllowedOrigins = [.. origins];
}
