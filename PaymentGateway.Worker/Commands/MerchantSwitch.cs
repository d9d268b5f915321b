using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Worker.Commands;

/// <summary>Disables merchants and enables them again.</summary>
internal static class MerchantSwitch
{
    public static async Task<int> DisableAsync(CommandContext context, Merchant merchant)
    {
        var isChanged = await MerchantAccess.DisableAsync(
            context.Db, merchant.Id, context.Now, context.CancellationToken);
        return await context.DoneAsync(isChanged
            ? $"""
               {NameOf(merchant)} is disabled.
               Its sessions have ended. Its API keys are refused within 5 s, and its orders take no new payments.
               Payments, refunds and webhooks that are under way are finished.
               """
            : $"{NameOf(merchant)} is already disabled.");
    }

    public static async Task<int> EnableAsync(CommandContext context, Merchant merchant)
    {
        var isChanged = await MerchantAccess.EnableAsync(context.Db, merchant.Id, context.CancellationToken);
        return await context.DoneAsync(isChanged
            ? $"{NameOf(merchant)} is enabled. Its password and API keys work again."
            : $"{NameOf(merchant)} is already enabled.");
    }

    private static string NameOf(Merchant merchant) => $"Merchant {merchant.Id} ({PlainText.Of(merchant.Email)})";
}
