using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Json;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Sandbox;
using PaymentGateway.Core.Secrets;

namespace PaymentGateway.Api.Merchants;

internal static class GetMerchantConfig
{
    public static async Task<IResult> HandleAsync(
        CurrentMerchant current, GatewayDb db, SecretVault vault, SandboxMode mode, TimeProvider clock,
        CancellationToken cancel)
    {
        var merchant = await db.Merchants.AsNoTracking().Include(m => m.Endpoint).SingleAsync(m => m.Id == current.Id, cancel);
        var isPublished = mode.IsSandbox && ApiCredentials.Matches(SandboxMerchant.ApiSecret, merchant.ApiSecret);
        var response = MerchantConfigResponse.From(merchant, vault, clock.GetUtcNow()) with
        {
            TestApiSecret = isPublished ? SandboxMerchant.ApiSecret : null,
        };
        return JsonResponse.Of(response, ApiJson.Default.MerchantConfigResponse);
    }
}
