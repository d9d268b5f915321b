using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Sandbox;
using PaymentGateway.Core.Secrets;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Worker.Setup;

/// <summary><c>merchants add &lt;email&gt;</c>: makes a merchant and prints its secrets, this once.</summary>
internal static class MerchantsCommand
{
    public static async Task<int> RunAsync(
        IServiceProvider services, string email, TextWriter output, CancellationToken cancel)
    {
        email = email.Trim().ToLowerInvariant();
        if (!System.Net.Mail.MailAddress.TryCreate(email, out var address) || email.Length > 255)
        {
            await output.WriteLineAsync($"{email} is not an e-mail address.");
            return 2;
        }

        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GatewayDb>();
        if (await db.Merchants.AnyAsync(m => m.Email == email, cancel))
        {
            await output.WriteLineAsync($"There is a merchant with the address {email} already.");
            return 1;
        }

        var credentials = ApiCredentials.New(services.GetRequiredService<SandboxMode>().IsSandbox);
        var password = MerchantPasswords.New();
        var webhookSecret = WebhookSecrets.New();
        var merchant = Merchant.Create(address.User, email, credentials, services.GetRequiredService<TimeProvider>().GetUtcNow());
        merchant.PasswordHash = MerchantPasswords.Hash(merchant, password);
        merchant.SignWebhooksWith(services.GetRequiredService<SecretVault>().Lock(webhookSecret));
        db.Merchants.Add(merchant);
        await db.SaveChangesAsync(cancel);
        await output.WriteLineAsync($"""
            Merchant {merchant.Id} is made. These are shown only now:

              e-mail          {email}
              password        {password}
              API key         {credentials.Key}
              API secret      {credentials.Secret}
              webhook secret  {webhookSecret}
            """);
        return 0;
    }
}
