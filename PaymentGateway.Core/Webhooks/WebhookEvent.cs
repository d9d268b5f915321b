using PaymentGateway.Core.Ids;
using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Core.Webhooks;

/// <summary>Something that happened, with the exact bytes that are signed and sent on every attempt.</summary>
public sealed class WebhookEvent
{
    private WebhookEvent()
    {
    }

    public EventId Id { get; private set; }

    public MerchantId MerchantId { get; private set; }

    public string Type { get; private set; } = "";

    /// <summary>The payment or refund it is about: each happens to it once.</summary>
    public string SubjectId { get; private set; } = "";

    /// <summary>Null when it has expired; type, subject and time stay.</summary>
    public string? Body { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    internal static WebhookEvent Create(
        MerchantId merchant, string type, string subjectId, string body, DateTimeOffset now) =>
        Restore(EventId.New(), merchant, type, subjectId, body, now);

    /// <summary>An event as it is stored.</summary>
    internal static WebhookEvent Restore(
        EventId id, MerchantId merchant, string type, string subjectId, string body, DateTimeOffset createdAt) => new()
        {
            Id = id,
            MerchantId = merchant,
            Type = type,
            SubjectId = subjectId,
            Body = body,
            CreatedAt = createdAt,
        };
}
