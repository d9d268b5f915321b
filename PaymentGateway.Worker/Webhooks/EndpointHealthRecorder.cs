using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Worker.Webhooks;

/// <summary>Records what every attempt says about its endpoint. A success of a sound one, which is nearly all, costs nothing.</summary>
internal sealed partial class EndpointHealthRecorder(
    RecentAttempts recent, EndpointHealthBatches batches, TimeProvider clock, ILogger<EndpointHealthRecorder> logger)
{
    /// <summary>A delivery that waits for it must keep most of its lease.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(5);

    /// <summary>Never throws, and gives up after <see cref="MaxWait"/>: the next attempt is recorded again.</summary>
    /// <param name="before">As it was when the attempt began.</param>
    public async Task RecordAsync(
        WebhookEndpoint before, string url, WebhookOutcome outcome, bool isAskedFor, DateTimeOffset now, CancellationToken cancel)
    {
        if (outcome.Fault is { IsOurs: true })
        {
            return;
        }

        var counts = recent.Add(before.MerchantId, url, outcome.IsDelivered, outcome.Duration, now);
        var maxInFlight = before.NextMaxInFlight(counts.Attempts, counts.Slow);
        if (outcome.IsDelivered && before.IsSound && maxInFlight == before.MaxInFlight)
        {
            return;
        }

        try
        {
            var entry = new EndpointHealthEntry(outcome, isAskedFor, counts.MostFail, now, before.MaxInFlight, maxInFlight);
            await batches.CommitAsync(before.MerchantId, url, entry).WaitAsync(MaxWait, clock, cancel);
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
            "Merchant {MerchantId}: an attempt was not recorded in the endpoint health: {Exception}: {Reason}")]
        public static partial void NotRecorded(ILogger logger, Guid merchantId, string exception, string reason);
    }
}
