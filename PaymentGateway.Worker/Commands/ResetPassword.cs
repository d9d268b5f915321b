using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Worker.Commands;

internal static class ResetPassword
{
    public static async Task<int> RunAsync(CommandContext context, Merchant merchant)
    {
        var password = MerchantPasswords.New();
        await MerchantAccess.SetPasswordAsync(
            context.Db, merchant.Id, MerchantPasswords.Hash(merchant, password), verifiedHash: null, keptSession: null,
            context.Now, context.CancellationToken);
        return await context.DoneAsync($"""
            Merchant {merchant.Id} has a new password; its sessions have ended. This value is shown only once:

              email     {PlainText.Of(merchant.Email)}
              password  {password}
            """);
    }
}
