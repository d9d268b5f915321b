using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Worker.Commands;

internal static class RenameMerchant
{
    public static async Task<int> RunAsync(CommandContext context, Merchant merchant, string text)
    {
        if (!Merchant.TryParseName(text, out var name, out var error))
        {
            return await context.RefuseUsageAsync($"The {error}.");
        }

        merchant.Rename(name);
        await context.Db.SaveChangesAsync(context.CancellationToken);
        return await context.DoneAsync($"Merchant {merchant.Id} is now named {PlainText.Of(name)}.");
    }
}
