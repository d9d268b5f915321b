using System.Text;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Idempotency;
using PaymentGateway.Api.Json;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Merchants;

public sealed record ConfigureCheckoutRequest
{
    /// <summary>Sites that may show the checkout in a frame, as in <c>https://shop.example</c>; at most 20.</summary>
    public IReadOnlyList<string>? AllowedOrigins { get; init; }
}

public sealed record CheckoutConfigResponse(IReadOnlyList<string> AllowedOrigins);

internal static class ConfigureCheckout
{
    private const int MostOrigins = 20;

    public static Task<IResult> HandleAsync(
        ConfigureCheckoutRequest request, CurrentMerchant current, GatewayDb db, SaveOnce once, CancellationToken cancel)
    {
        if (request.AllowedOrigins is not { Count: <= MostOrigins } origins || !origins.All(IsOrigin))
        {
            return Task.FromResult<IResult>(ApiErrors.BadRequest(
                $"allowed_origins must be an array of at most {MostOrigins} origins like https://shop.example", "allowed_origins"));
        }

        return OptimisticRetry.RunAsync(db, async () =>
        {
            var merchant = await db.Merchants.SingleAsync(m => m.Id == current.Id, cancel);
            merchant.AllowOrigins(origins.Distinct(StringComparer.Ordinal));
            return await once.SaveAsync(StatusCodes.Status200OK, new CheckoutConfigResponse(merchant.AllowedOrigins),
                ApiJson.Default.CheckoutConfigResponse, isSaved: () => Task.FromResult(false), cancel);
        });
    }

    // Exactly what a browser calls an origin: it goes into a header as it stands.
    private static bool IsOrigin(string? text) =>
        text is { Length: <= 255 } && Ascii.IsValid(text)
        && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && uri.GetLeftPart(UriPartial.Authority) == text && uri.UserInfo.Length == 0;
}
