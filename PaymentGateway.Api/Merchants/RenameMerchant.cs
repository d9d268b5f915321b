using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Idempotency;
using PaymentGateway.Api.Json;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Secrets;

namespace PaymentGateway.Api.Merchants;

public sealed record RenameMerchantRequest
{
    /// <summary>The name that shoppers see: 1 to 255 characters, without the white space around it.</summary>
    /// <example>Test Merchant</example>
    [Required(ErrorMessage = "name is required")]
    public string? Name { get; init; }
}

internal static class RenameMerchant
{
    public static Task<IResult> HandleAsync(
        RenameMerchantRequest request, CurrentMerchant current, GatewayDb db, SaveOnce once, SecretVault vault,
        TimeProvider clock, CancellationToken cancel)
    {
        if (!Merchant.TryParseName(request.Name, out var name, out var error))
        {
            return Task.FromResult<IResult>(ApiErrors.BadRequest(error, "name"));
        }

        once.IsSecret = true;
        return OptimisticRetry.RunAsync(db, async () =>
        {
            var merchant = await db.Merchants.Include(m => m.Endpoint).SingleAsync(m => m.Id == current.Id, cancel);
            merchant.Rename(name);
            return await once.SaveAsync(StatusCodes.Status200OK,
                MerchantConfigResponse.From(merchant, vault, clock.GetUtcNow()),
                ApiJson.Default.MerchantConfigResponse, isSaved: () => Task.FromResult(false), cancel);
        });
    }
}
