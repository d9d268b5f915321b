namespace PaymentGateway.Core.Webhooks;

/// <summary>One try to deliver: inserted before the request leaves, finished when it is over.</summary>
public sealed class WebhookAttempt
{
    /// <summary>How much of an answer is kept; a receiver may send gigabytes.</summary>
    public const int MaxResponseBytes = 4096;

    public const string Automatic = "auto";
    public const string Manual = "manual";
    public const string Test = "test";

    public WebhookAttempt(Guid webhookId, int attempt, string trigger, DateTimeOffset startedAt)
    {
        WebhookId = webhookId;
        Attempt = attempt;
        Trigger = trigger;
        StartedAt = startedAt;
    }

    public Guid WebhookId { get; private set; }

    /// <summary>Counts from one over the whole life of the delivery.</summary>
    public int Attempt { get; private set; }

    /// <summary><c>auto</c>, <c>manual</c> or <c>test</c>.</summary>
    public string Trigger { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>Milliseconds; null while under way, or when the worker died in between.</summary>
    public int? DurationMs { get; private set; }

    public int? ResponseCode { get; private set; }

    public string? ResponseBody { get; private set; }

    /// <summary>One of <see cref="WebhookErrors"/>; null when delivered.</summary>
    public string? Error { get; private set; }

    public void Finish(TimeSpan duration, int? responseCode, string? responseBody, string? error)
    {
        DurationMs = (int)duration.TotalMilliseconds;
        ResponseCode = responseCode;
        ResponseBody = responseBody;
        Error = error;
    }
}
