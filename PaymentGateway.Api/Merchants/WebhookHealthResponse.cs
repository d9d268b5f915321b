using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Api.Merchants;

/// <summary>How deliveries to the merchant's address are going.</summary>
/// <param name="Status">active; paused after many failures, when new webhooks wait; disabled (410, or nothing but failures for
/// days) until the address is changed or a manual retry gets through; off without an address.</param>
/// <param name="PausedUntil">When one webhook is sent to see whether the address works again.</param>
/// <param name="FailingSince">The first failure since the last success; null when the last attempt succeeded.</param>
/// <param name="ConsecutiveFailures">Attempts that have failed since the last success.</param>
/// <param name="LastResponseCode">Of the last of those attempts; null without one, or when no response came.</param>
public sealed record WebhookHealthResponse(
    string Status, DateTimeOffset? PausedUntil, DateTimeOffset? FailingSince, int ConsecutiveFailures,
    int? LastResponseCode)
{
    /// <param name="merchant">With its endpoint.</param>
    internal static WebhookHealthResponse From(Merchant merchant)
    {
        var endpoint = merchant.Endpoint;
        var status = merchant.WebhookUrl is not { } url ? "off"
            : endpoint.IsDisabled(url) ? "disabled"
            : endpoint.OpenUntil is not null ? "paused" : "active";
        return new WebhookHealthResponse(status, status == "paused" ? endpoint.OpenUntil : null,
            status == "off" ? null : endpoint.FirstFailureAt,
            status == "off" ? 0 : endpoint.ConsecutiveFailures,
            status == "off" || endpoint.ConsecutiveFailures == 0 ? null : endpoint.LastResponseCode);
    }
}
