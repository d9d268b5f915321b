using System.Net;
using System.Text;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Worker.Webhooks;

/// <summary>How one attempt went. A receiver that refuses or is away is an outcome, not an exception.</summary>
/// <param name="Fault">Null when the receiver took it.</param>
internal sealed record WebhookOutcome(WebhookFault? Fault, TimeSpan Duration)
{
    private static readonly WebhookFault Refused = new(WebhookErrors.Http);

    public int? StatusCode { get; private init; }

    public string? Body { get; private init; }

    /// <summary>How long the receiver asks to be left alone.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    public bool IsDelivered => Fault is null;

    /// <summary>The receiver says that nothing will ever be taken at this address again.</summary>
    public bool IsGone => StatusCode == (int)HttpStatusCode.Gone;

    public static WebhookOutcome Of(HttpResponseMessage response, string body, DateTimeOffset now, TimeSpan duration) =>
        new(response.IsSuccessStatusCode ? null : Refused, duration)
        {
            StatusCode = (int)response.StatusCode,
            Body = body,
            RetryAfter = response.Headers.RetryAfter switch
            {
                { Delta: { } wait } => wait,
                { Date: { } date } => date - now,
                _ => null,
            },
        };

    /// <summary>Some bytes as text that the column takes: no NUL, whole characters, within its size.</summary>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes).Replace('\0', '\uFFFD');
        while (Encoding.UTF8.GetByteCount(text) > WebhookAttempt.MaxResponseBytes)
        {
            // A byte that is no UTF-8 became three. Three quarters keep surrogate pairs whole often enough, trimming the rest.
            text = text[..(text.Length * 3 / 4)];
        }

        return text.Length > 0 && char.IsHighSurrogate(text[^1]) ? text[..^1] : text;
    }
}
