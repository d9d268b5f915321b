using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Worker.Webhooks;

/// <summary>Learns from every attempt how its address is doing. A success of a sound one, which is nearly all, costs nothing.</summary>
internal sealed partial class EndpointHealth(
    GatewayDb db, RecentAttempts recent, WebhookCircuit circuit, ILogger<EndpointHealth> logger)
{
    /// <summary>Never throws: the attempt is committed by now, and the next one is learned from again.</summary>
    /// <param name="before">As it was when the attempt began.</param>
    public async Task LearnAsync(
        WebhookEndpoint before, string url, WebhookOutcome outcome, bool isAskedFor, DateTimeOffset now, CancellationToken cancel)
    {
        try
        {
            if (outcome.Fault is not { IsOurs: true })
            {
                await RecordAsync(before, url, outcome, isAskedFor, now, cancel);
            }
        }
        catch (Exception exception)
        {
            WebhookMetrics.CountHealthFailure();
            var cause = exception.GetBaseException();
            Log.NotRecorded(logger, before.MerchantId.Value, cause.GetType().Name, cause.Message);
        }
    }

    private async Task RecordAsync(
        WebhookEndpoint before, string url, WebhookOutcome outcome, bool isAskedFor, DateTimeOffset now,
        CancellationToken cancel)
    {
        var mostFail = recent.Add(before.MerchantId, url, outcome.IsDelivered, now);
        if (outcome.IsDelivered && before.IsSound)
        {
            return;
        }

        await db.InTransactionAsync(
            async token =>
            {
                if (await WebhookEndpointSql.LockAsync(db, before.MerchantId, url, token) is { } endpoint)
                {
                    Judge(endpoint, url, outcome, isAskedFor, mostFail, now);
                    await db.SaveChangesAsync(token);
                }

                return true;
            },
            verify: _ => Task.FromResult(true), // one attempt more or less does not matter
            cancel);
    }

    private void Judge(
        WebhookEndpoint endpoint, string url, WebhookOutcome outcome, bool isAskedFor, bool mostFail, DateTimeOffset now)
    {
        var (openUntil, wasDisabled) = (endpoint.OpenUntil, endpoint.IsDisabled(url));
        if (outcome.IsDelivered)
        {
            endpoint.Succeed(isAskedFor, now);
        }
        else if (outcome.IsGone)
        {
            endpoint.Disable(url);
        }
        else
        {
            endpoint.Fail(url, circuit, mostFail, now);
        }

        if (endpoint.OpenUntil != openUntil)
        {
            recent.Forget(endpoint.MerchantId, url);
            Log.Circuit(logger, endpoint.MerchantId.Value, endpoint.OpenUntil, endpoint.Openings);
        }

        if (endpoint.IsDisabled(url) && !wasDisabled)
        {
            Log.Disabled(logger, endpoint.MerchantId.Value, outcome.StatusCode);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The circuit of {MerchantId} is open until {OpenUntil} (null: closed), opening {Openings}")]
        public static partial void Circuit(ILogger logger, Guid merchantId, DateTimeOffset? openUntil, int openings);

        [LoggerMessage(LogLevel.Warning,
            "An attempt was not recorded in the endpoint health of {MerchantId}: {Exception}: {Reason}")]
        public static partial void NotRecorded(ILogger logger, Guid merchantId, string exception, string reason);

        [LoggerMessage(LogLevel.Warning, "The webhook address of {MerchantId} is disabled; its last answer was {StatusCode}")]
        public static partial void Disabled(ILogger logger, Guid merchantId, int? statusCode);
    }
}
