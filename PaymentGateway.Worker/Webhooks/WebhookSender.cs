using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Worker.Webhooks;

/// <summary>Signs one delivery and posts it once: one attempt is one request.</summary>
internal sealed class WebhookSender(
    WebhookHttpClient client, WebhookAddressPolicy policy, IOptions<WebhookOptions> options, TimeProvider clock)
{
    /// <param name="attempt">Counts from one.</param>
    public async Task<WebhookOutcome> SendAsync(
        WebhookDelivery delivery, string url, string? secret, int attempt, CancellationToken cancel)
    {
        var started = clock.GetTimestamp();
        // The instrumentation of HttpClient is off for this client; the name is the one it would give.
        using var activity = Queue.JobRunner.Activities.StartActivity("POST", ActivityKind.Client);
        activity?.SetTag("webhook.event", delivery.Event).SetTag("webhook.attempt", attempt);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || !policy.Admits(address))
        {
            return new WebhookOutcome(WebhookFault.Blocked, TimeSpan.Zero);
        }

        // One limit over connection, headers and body: HttpClient.Timeout ends with the headers.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(options.Value.Timeout);
        try
        {
            using var request = Sign(delivery, address, secret, attempt);
            using var response = await client.SendAsync(request, limit.Token);
            var body = await ReadSomeAsync(response, limit.Token);
            return WebhookOutcome.Of(response, body, clock.GetUtcNow(), clock.GetElapsedTime(started));
        }
        catch (Exception exception) when (!cancel.IsCancellationRequested)
        {
            // Whatever resolving, connecting or reading throws is a failed attempt, not a fault of ours.
            return new WebhookOutcome(WebhookFault.Of(exception), clock.GetElapsedTime(started));
        }
    }

    private HttpRequestMessage Sign(WebhookDelivery delivery, Uri url, string? secret, int attempt)
    {
        var now = clock.GetUtcNow();
        // The stored characters are what is signed and what is sent: serialising again could void the signature.
        var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(delivery.Payload)),
        };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", "PaymentGateway-Webhooks/1");
        request.Headers.Add("X-Webhook-Event", delivery.Event);
        request.Headers.Add("X-Webhook-Attempt", attempt.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-id", delivery.EventId.Value);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        if (secret is not null)
        {
            request.Headers.Add("X-Webhook-Signature", WebhookSignature.OfBody(secret, delivery.Payload));
            request.Headers.TryAddWithoutValidation("webhook-signature",
                WebhookSignature.OfAttempt(delivery.EventId, now, delivery.Payload, secret));
        }

        return request;
    }

    private static async Task<string> ReadSomeAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        var buffer = new byte[WebhookAttempt.MaxResponseBytes];
        await using var body = await response.Content.ReadAsStreamAsync(cancel);
        var read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
        return WebhookOutcome.Text(buffer.AsSpan(0, read));
    }
}
