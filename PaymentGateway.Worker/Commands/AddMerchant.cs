using System.Net.Mail;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Sandbox;
using PaymentGateway.Core.Secrets;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Worker.Commands;

internal static class AddMerchant
{
    private const int MaxEmailLength = 255;

    public static async Task<int> RunAsync(CommandContext context, string text, string? givenName)
    {
        var email = text.Trim().ToLowerInvariant();
        if (!MailAddress.TryCreate(email, out var address) || address.Address != email || email.Length > MaxEmailLength)
        {
            return await context.RefuseUsageAsync($"{PlainText.Of(text)} is not an email address.");
        }

        if (!Merchant.TryParseName(givenName ?? address.User, out var name, out var error))
        {
            return await context.RefuseUsageAsync($"The {error}.");
        }

        if (!KeyRing.IsReadable(context.Services))
        {
            return await context.RefuseAsync(
                $"{MasterKey.Setting} is not the one of this database. Set the key that the API and the worker have.");
        }

        return await SaveAsync(context, name, email);
    }

    private static async Task<int> SaveAsync(CommandContext context, string name, string email)
    {
        var credentials = ApiCredentials.New(context.Services.GetRequiredService<SandboxMode>().IsSandbox);
        var (password, webhookSecret) = (MerchantPasswords.New(), WebhookSecrets.New());
        var merchant = Merchant.Create(name, email, credentials, context.Now);
        merchant.PasswordHash = MerchantPasswords.Hash(merchant, password);
        merchant.SignWebhooksWith(context.Services.GetRequiredService<SecretVault>().Lock(webhookSecret));
        context.Db.Merchants.Add(merchant);
        try
        {
            await context.Db.SaveChangesAsync(context.CancellationToken);
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation())
        {
            // Its own row, when the response to the first try was lost.
            if (!await context.Db.Merchants.AnyAsync(m => m.Id == merchant.Id, context.CancellationToken))
            {
                return await context.RefuseAsync($"A merchant with the email {PlainText.Of(email)} exists already.");
            }
        }

        return await context.DoneAsync($"""
            Merchant {merchant.Id} created. These values are shown only once:

              email           {email}
              password        {password}
              API key         {credentials.Key}
              API secret      {credentials.Secret}
              webhook secret  {webhookSecret}
            """);
    }
}
