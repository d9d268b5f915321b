using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Sessions;

/// <summary>The secret before the last rotation ends now instead of at the end of its overlap.</summary>
internal static partial class EndPreviousSecret
{
    public static async Task<IResult> HandleAsync(
        CurrentMerchant current, GatewayDb db, ILogger<CurrentMerchant> logger, CancellationToken cancel)
    {
        var ended = await db.Merchants.Where(m => m.Id == current.Id && m.PreviousApiSecret != null)
            .ExecuteUpdateAsync(set => set
                .SetProperty(m => m.PreviousApiSecret, (string?)null)
                .SetProperty(m => m.PreviousSecretExpiresAt, (DateTimeOffset?)null), cancel);
        if (ended > 0)
        {
            Log.Ended(logger, current.Id);
        }

        return TypedResults.NoContent();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Merchant {MerchantId} expired its previous API secret")]
        public static partial void Ended(ILogger logger, MerchantId merchantId);
    }
}
