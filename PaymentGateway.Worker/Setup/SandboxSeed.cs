using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Worker.Setup;

/// <summary>The published merchant and its reusable order. What exists is left as it is: edits survive a restart.</summary>
internal static class SandboxSeed
{
    public static async Task PlantAsync(GatewayDb db, TimeProvider clock, CancellationToken cancel)
    {
        if (await IsPlantedAsync(db, cancel))
        {
            return;
        }

        var now = clock.GetUtcNow();
        var merchant = Merchant.Create("Test Merchant", SandboxMerchant.Email,
            ApiCredentials.Of(SandboxMerchant.ApiKey, SandboxMerchant.ApiSecret), now);
        merchant.SignWebhooksWith(SandboxMerchant.WebhookSecret);
        merchant.PasswordHash = MerchantPasswords.Hash(merchant, SandboxMerchant.Password);
        db.Merchants.Add(merchant);
        db.Orders.Add(Order.CreateReusable(
            SandboxMerchant.ReusableOrderId, merchant.Id, SandboxMerchant.ReusableOrderAmount, now));
        await db.SaveChangesAsync(cancel);
    }

    public static Task<bool> IsPlantedAsync(GatewayDb db, CancellationToken cancel) =>
        db.Merchants.AnyAsync(m => m.Email == SandboxMerchant.Email, cancel);
}
