using System.Text;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Worker.Webhooks;

/// <summary>How one attempt went. A receiver that refuses or is away is an outcome, not an exception.</summary>
/// <param name="Error">The class of fault; null when the receiver took it.</param>
internal sealed record WebhookOutcome(int? StatusCode, string? Body, string? Error, TimeSpan Duration)
{
    public bool IsDelivered => Error is null;

    public static WebhookOutcome Of(int statusCode, string body, TimeSpan duration) =>
        new(statusCode, body, statusCode is >= 200 and <= 299 ? null : "http", duration);

    public static WebhookOutcome Of(string error, TimeSpan duration) => new(null, null, error, duration);

    /// <summary>Some bytes as text that the column takes: no NUL, whole characters, within its size.</summary>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes).Replace('\0', '\uFFFD');
        while (Encoding.UTF8.GetByteCount(text) > WebhookAttempt.MaxResponseBytes)
        {
            // A byte that is no UTF-8 became three. Halving keeps surrogate pairs whole often enough, trimming the rest.
            text = text[..(text.Length * 3 / 4)];
        }

        return text.Length > 0 && char.IsHighSurrogate(text[^1]) ? text[..^1] : text;
    }
}
