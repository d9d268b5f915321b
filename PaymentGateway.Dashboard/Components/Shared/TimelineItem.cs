using PaymentGateway.Dashboard.Gateway;

namespace PaymentGateway.Dashboard.Components.Shared;

/// <summary>One line of a timeline: a step of the payment, or a delivery with all its attempts.</summary>
/// <param name="Attempts">Of a delivery, newest first; empty for a step.</param>
internal sealed record TimelineItem(TimelineStep Step, TimelineEntry Last, IReadOnlyList<TimelineEntry> Attempts)
{
    public bool IsDelivery => Attempts.Count > 0;

    public string Key => IsDelivery ? $"{Last.WebhookId}" : $"{Last.Type} {Last.SubjectId}";

    /// <returns>Newest first; steps of one instant in the reverse of the order they come in.</returns>
    public static IReadOnlyList<TimelineItem> Of(IReadOnlyList<TimelineEntry> entries, Payment payment) =>
    [
        .. entries.Reverse().GroupBy(entry => entry.WebhookId is { } id ? $"{id}" : $"{entry.Type} {entry.SubjectId}")
            .Select(group => Join([.. group], payment)).OrderByDescending(item => item.Last.At),
    ];

    private static TimelineItem Join(IReadOnlyList<TimelineEntry> newestFirst, Payment payment)
    {
        var last = newestFirst[0];
        return last.WebhookId is null
            ? new(TimelineStep.Of(last, payment), last, [])
            : new(TimelineStep.OfDelivery(newestFirst), last, newestFirst);
    }
}
