using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Sessions;

public sealed record RotateKeysRequest
{
    /// <summary>How long the old secret works on, so that servers can be changed one after the other: at most a day.</summary>
    /// <example>3600</example>
    [Range(0, Merchant.MaxSecretOverlapSeconds, ErrorMessage = "overlap_seconds must be at least 0 and at most 86400")]
    public int? OverlapSeconds { get; init; }
}

/// <param name="ApiKey">Unchanged: it stands in shops' pages.</param>
/// <param name="ApiSecret">Shown here and never again.</param>
/// <param name="PreviousSecretExpiresAt">Until when the old secret works; null: not any more.</param>
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
