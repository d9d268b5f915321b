using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Api.Sessions;

/// <param name="Token">For the header <c>Authorization: Bearer …</c>.</param>
/// <param name="RefreshToken">For the next token. Every refresh replaces it.</param>
/// <param name="ExpiresAt">When the token ends.</param>
public sealed record SessionResponse(string Token, string RefreshToken, DateTimeOffset ExpiresAt, SessionMerchant Merchant);

public sealed record SessionMerchant(Guid Id, string Name, string Email, string ApiKey)
{
    internal static SessionMerchant From(Merchant merchant) =>
        new(merchant.Id.Value, merchant.Name, merchant.Email, merchant.ApiKey);
}
