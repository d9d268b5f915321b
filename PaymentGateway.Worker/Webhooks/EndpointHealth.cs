using System.Globalization;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Worker.Webhooks;

/// <summary>Learns from every attempt how its address is doing. A success of a sound one, which is nearly all, costs nothing.</summary>
internal sealed partial class EndpointHealth(
    GatewayDb db, RecentAttempts recent, WebhookCircuit circuit, TimeProvider clock, ILogger<EndpointHealth> logger)
{
    /// <summary>A delivery that waits for it must keep most of its lease.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(5);

    /// <summary>Never throws, and gives up after <see cref="MaxWait"/>: the next attempt is learned from again.</summary>
    /// <param name="before">As it was when the attempt began.</param>
    public async Task LearnAsync(
        WebhookEndpoint before, string url, WebhookOutcome outcome, bool isAskedFor, DateTimeOffset now, CancellationToken cancel)
    {
        using var tooLate = new CancellationTokenSource(MaxWait, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, tooLate.Token);
        try
        {
            if (outcome.Fault is not { IsOurs: true })
            {
                await RecordAsync(before, url, outcome, isAskedFor, now, either.Token);
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
            ReportCircuit(endpoint);
        }

        if (endpoint.IsDisabled(url) && !wasDisabled)
        {
            Log.Disabled(logger, endpoint.MerchantId.Value, outcome.StatusCode?.ToString(CultureInfo.InvariantCulture) ?? "none");
        }
    }

    private void ReportCircuit(WebhookEndpoint endpoint)
    {
        if (endpoint.OpenUntil is { } openUntil)
        {
            Log.CircuitOpened(logger, endpoint.MerchantId.Value, openUntil, endpoint.Openings);
        }
        else
        {
            Log.CircuitClosed(logger, endpoint.MerchantId.Value);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The circuit of {MerchantId} is open until {OpenUntil}, opening {Openings}")]
        public static partial void CircuitOpened(ILogger logger, Guid merchantId, DateTimeOffset openUntil, int openings);

        [LoggerMessage(LogLevel.Information, "The circuit of {MerchantId} is closed")]
        public static partial void CircuitClosed(ILogger logger, Guid merchantId);

        [LoggerMessage(LogLevel.Warning,
            "An attempt was not recorded in the endpoint health of {MerchantId}: {Exception}: {Reason}")]
        public static partial void NotRecorded(ILogger logger, Guid merchantId, string exception, string reason);

        [LoggerMessage(LogLevel.Warning, "The webhook address of {MerchantId} is disabled; status code of its last response: {StatusCode}")]
        public static partial void Disabled(ILogger logger, Guid merchantId, string statusCode);
    }
}
