namespace PaymentGateway.Dashboard.Gateway;

/// <param name="PreviousSecretExpiresAt">Null: only the present secret works.</param>
/// <param name="WebhookSecretUnreadable">One is stored, and the gateway cannot decrypt it.</param>
/// <param name="TestApiSecret">The published secret, in the sandbox and as long as it is in force.</param>
public sealed record MerchantConfig(
    Guid Id, string Name, string Email, string ApiKey, string? TestApiSecret, DateTimeOffset? PreviousSecretExpiresAt,
    string? WebhookUrl, string? WebhookSecret, bool WebhookSecretUnreadable, EndpointStatus WebhookHealth,
    IReadOnlyList<string> AllowedOrigins)
{
    public bool IsWebhookFailing => WebhookHealth.IsFailing || (WebhookUrl is not null && WebhookSecretUnreadable);
}

public sealed record NameForm(string Name);

/// <param name="AllowedOrigins">Sites that may show the checkout in a frame, as https://shop.example.</param>
public sealed record OriginsForm(IReadOnlyList<string> AllowedOrigins);

/// <summary>A class: a record's ToString would print the passwords.</summary>
public sealed class PasswordForm
{
    public required string CurrentPassword { get; init; }

    public required string NewPassword { get; init; }
}

public sealed record RotateForm(int OverlapSeconds);

public sealed class NewKeys
{
    public required string ApiKey { get; init; }

    public required string ApiSecret { get; init; }

    public DateTimeOffset? PreviousSecretExpiresAt { get; init; }
}
