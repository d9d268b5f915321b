using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Worker.Commands;

internal static class RotateKeys
{
    public static async Task<int> RunAsync(CommandContext context, Merchant merchant, TimeSpan overlap)
    {
        var credentials = merchant.RotateSecret(overlap, context.Now);
        await context.Db.SaveChangesAsync(context.CancellationToken);
        var previous = merchant.PreviousSecretExpiresAt is { } end
            ? $"The old secret works until {PlainText.Of(end)} UTC."
            : "The old secret is refused within 5 s.";
        return await context.DoneAsync($"""
            Merchant {merchant.Id} has a new API secret. This value is shown only once:

              API key     {credentials.Key}
              API secret  {credentials.Secret}

            {previous}
            """);
    }
}
