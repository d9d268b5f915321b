using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Worker.Webhooks;

/// <summary>Learns from every attempt how its address is doing. A success of a sound one, which is nearly all, costs nothing.</summary>
internal sealed partial class EndpointHealth(
    RecentAttempts recent, EndpointRecorder recorder, TimeProvider clock, ILogger<EndpointHealth> logger)
{
    /// <summary>A delivery that waits for it must keep most of its lease.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(5);

    /// <summary>Never throws, and gives up after <see cref="MaxWait"/>: the next attempt is learned from again.</summary>
    /// <param name="before">As it was when the attempt began.</param>
    public async Task LearnAsync(
        WebhookEndpoint before, string url, WebhookOutcome outcome, bool isAskedFor, DateTimeOffset now, CancellationToken cancel)
    {
        if (outcome.Fault is { IsOurs: true })
        {
            return;
        }

        var mostFail = recent.Add(before.MerchantId, url, outcome.IsDelivered, now);
        if (outcome.IsDelivered && before.IsSound)
        {
            return;
        }

        try
        {
            var entry = new EndpointEntry(outcome, isAskedFor, mostFail, now);
            await recorder.RecordAsync(before.MerchantId, url, entry).WaitAsync(MaxWait, clock, cancel);
        }
        catch (Exception exception)
        {
            WebhookMetrics.CountHealthFailure();
            var cause = exception.GetBaseException();
            Log.NotRecorded(logger, before.MerchantId.Value, cause.GetType().Name, cause.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning,
            "An attempt was not recorded in the endpoint health of {MerchantId}: {Exception}: {Reason}")]
        public static partial void NotRecorded(ILogger logger, Guid merchantId, string exception, string reason);
    }
}
