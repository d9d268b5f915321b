using System.Diagnostics;

namespace PaymentGateway.Core.Batching;

/// <summary>
/// The span of a batch: a child of its only caller's, or one of its own with a link to each of its callers'. None without a
/// traced caller, as in a warm-up.
/// </summary>
internal static class BatchActivity
{
    private static readonly ActivitySource Source = new("PaymentGateway.Batching");

    public static Activity? Start(string name, ActivityContext?[] callers)
    {
        if (!Source.HasListeners() || !Array.Exists(callers, caller => caller is not null))
        {
            return null;
        }

        var parent = callers is [{ } only] ? only : default;
        var links = callers.Length == 1 ? [] : callers.OfType<ActivityContext>().Select(caller => new ActivityLink(caller));
        return Source.StartActivity(name, ActivityKind.Internal, parent, links: links)?.SetTag("batch.size", callers.Length);
    }
}
