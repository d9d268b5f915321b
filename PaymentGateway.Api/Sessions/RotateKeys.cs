using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Sessions;

public sealed record RotateKeysRequest
{
    /// <summary>Seconds for which the old secret stays valid, for a rolling deploy. At most 24 hours.</summary>
    /// <example>3600</example>
    [Range(0, Merchant.MaxSecretOverlapSeconds, ErrorMessage = "overlap_seconds must be between 0 and 86400")]
    public int? OverlapSeconds { get; init; }
}

/// <param name="ApiKey">Unchanged, because shops' pages use it.</param>
/// <param name="ApiSecret">Shown only once.</param>
/// <param name="PreviousSecretExpiresAt">Time when the old secret expires; null if it has expired.</param>
public sealed record KeysResponse(string ApiKey, string ApiSecret, DateTimeOffset? PreviousSecretExpiresAt);

internal static partial class RotateKeys
{
    public static async Task<IResult> HandleAsync(
        RotateKeysRequest? request, CurrentMerchant current, GatewayDb db, TimeProvider clock,
        ILogger<CurrentMerchant> logger, CancellationToken cancel)
    {
        var merchant = await db.Merchants.SingleAsync(m => m.Id == current.Id, cancel);
        var overlap = request?.OverlapSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : Merchant.DefaultSecretOverlap;
        var credentials = merchant.RotateSecret(overlap, clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        Log.Rotated(logger, merchant.Id, overlap);
        return JsonResponse.Of(new KeysResponse(credentials.Key, credentials.Secret, merchant.PreviousSecretExpiresAt),
            ApiJson.Default.KeysResponse);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Merchant {MerchantId} rotated its API secret, overlap {Overlap}")]
        public static partial void Rotated(ILogger logger, MerchantId merchantId, TimeSpan overlap);
    }
}
