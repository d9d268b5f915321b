using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Idempotency;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.Requests;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Sandbox;
using PaymentGateway.Core.Secrets;

namespace PaymentGateway.Api.Merchants;

/// <summary>Omitted fields stay unchanged.</summary>
public sealed record ConfigureWebhookRequest
{
    /// <summary>Absolute http(s) address of at most 255 characters; <c>null</c> switches delivery off.</summary>
    /// <example>https://shop.example/webhook</example>
    public string? WebhookUrl { get; init; }

    /// <summary>8 to 64 printable ASCII characters.</summary>
    public string? WebhookSecret { get; init; }
}

internal static class ConfigureWebhook
{
    public const string Rule = "Omitted fields stay unchanged. A webhook_url of null disables delivery.";

    private const int LongestUrl = 255;

    public static Task<IResult> HandleAsync(
        ConfigureWebhookRequest request, CurrentMerchant current, GatewayDb db, SaveOnce once, SecretVault vault, SandboxMode mode,
        HttpContext http, TimeProvider clock, CancellationToken cancel)
    {
        if (FindFault(request, mode) is { } fault)
        {
            return Task.FromResult<IResult>(fault);
        }

        once.IsSecret = true;
        return OptimisticRetry.RunAsync(db, async () =>
        {
            var merchant = await db.Merchants.Include(m => m.Endpoint).SingleAsync(m => m.Id == current.Id, cancel);
            if (JsonBody.Of(http)?.TryGetProperty("webhook_url", out _) is true)
            {
                merchant.SendWebhooksTo(request.WebhookUrl);
            }

            if (request.WebhookSecret is { } secret)
            {
                merchant.SignWebhooksWith(vault.Lock(secret));
            }

            return await once.SaveAsync(StatusCodes.Status200OK,
                MerchantConfigResponse.From(merchant, vault, clock.GetUtcNow()),
                ApiJson.Default.MerchantConfigResponse, isSaved: () => Task.FromResult(false), cancel);
        });
    }

    // For a clear word early on. What counts is the check at the moment of connecting.
    private static ApiError? FindFault(ConfigureWebhookRequest request, SandboxMode mode)
    {
        if (request.WebhookUrl is { } url && !IsAddress(url, mode.IsSandbox))
        {
            return ApiErrors.BadRequest(mode.IsSandbox
                ? "webhook_url must be an absolute http or https address of at most 255 characters"
                : "webhook_url must be an absolute https address of at most 255 characters", "webhook_url");
        }

        return request.WebhookSecret is { } secret && (secret.Length is < 8 or > 64 || secret.Any(c => c is < '!' or > '~'))
            ? ApiErrors.BadRequest("webhook_secret must be 8 to 64 printable ASCII characters", "webhook_secret")
            : null;
    }

    private static bool IsAddress(string text, bool isSandbox) =>
        text.Length <= LongestUrl
        && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) // Uri would trim and escape what the row keeps
        && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || (isSandbox && url.Scheme == Uri.UriSchemeHttp))
        && url.UserInfo.Length == 0 && url.Host.Length > 0;
}
