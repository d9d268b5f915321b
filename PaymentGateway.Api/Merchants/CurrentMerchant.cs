using System.Globalization;
using System.Security.Claims;
using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Api.Merchants;

/// <summary>Whose request this is. Everything a handler reads or writes is filtered by it.</summary>
internal sealed record CurrentMerchant(MerchantId Id)
{
    public const string Claim = "merchant_id";

    public static ValueTask<CurrentMerchant> BindAsync(HttpContext http) => ValueTask.FromResult(
        Of(http.User) ?? throw new InvalidOperationException("This route does not require authentication."));

    public static CurrentMerchant? Of(ClaimsPrincipal user) =>
        user.FindFirstValue(Claim) is { } id ? new(new MerchantId(Guid.Parse(id, CultureInfo.InvariantCulture))) : null;
}
