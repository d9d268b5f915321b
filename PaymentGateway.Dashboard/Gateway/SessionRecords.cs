namespace PaymentGateway.Dashboard.Gateway;

/// <summary>Classes, not records: a record's ToString would print what nobody may read.</summary>
public sealed class LogInForm
{
    public required string Email { get; init; }

    public required string Password { get; init; }
}

public sealed class RefreshForm
{
    public required string RefreshToken { get; init; }
}

public sealed class IssuedSession
{
    public required string Token { get; init; }

    public required string RefreshToken { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required MerchantSummary Merchant { get; init; }
}

public sealed record MerchantSummary(Guid Id, string Name, string Email, string ApiKey);

public sealed record TestMerchant(string Email, string ApiKey, bool Seeded);
