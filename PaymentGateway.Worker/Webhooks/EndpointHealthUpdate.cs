using System.Globalization;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Worker.Webhooks;

/// <summary>One attempt, as far as it says something about its endpoint.</summary>
/// <param name="IsAskedFor">Somebody asked for this delivery, by a test or a retry.</param>
/// <param name="MostFail">Whether most of the last attempts failed.</param>
/// <param name="MaxInFlight">The limit when the attempt began.</param>
/// <param name="NextMaxInFlight">The limit that the last attempts allow.</param>
internal sealed record EndpointHealthEntry(
    WebhookOutcome Outcome, bool IsAskedFor, bool MostFail, DateTimeOffset At, int MaxInFlight, int NextMaxInFlight);

/// <summary>Applies outcomes to the endpoint's row: failures in a row, the circuit, an address that is gone.</summary>
internal sealed partial class EndpointHealthUpdate(
    GatewayDb db, RecentAttempts recent, WebhookCircuit circuit, ILogger<EndpointHealthUpdate> logger)
{
    public Task ApplyAsync(
        MerchantId merchant, string url, IReadOnlyList<EndpointHealthEntry> entries, CancellationToken cancel) => db.InTransactionAsync(
        async token =>
        {
            if (await WebhookEndpointSql.LockAsync(db, merchant, url, token) is { } endpoint)
            {
                foreach (var entry in entries)
                {
                    Apply(endpoint, url, entry);
                }

                await db.SaveChangesAsync(token);
            }

            return true;
        },
        verify: _ => Task.FromResult(true), // one attempt more or less does not matter
        cancel);

    private void Apply(WebhookEndpoint endpoint, string url, EndpointHealthEntry entry)
    {
        var (outcome, isAskedFor, mostFail, now, maxInFlight, nextMaxInFlight) = entry;
        endpoint.ChangeMaxInFlight(maxInFlight, nextMaxInFlight);
        var (openUntil, wasDisabled) = (endpoint.OpenUntil, endpoint.IsDisabled(url));
        if (outcome.IsDelivered)
        {
            endpoint.Succeed(isAskedFor, now);
        }
        else if (outcome.IsGone)
        {
            endpoint.FailForGood(url, outcome.StatusCode, now);
        }
        else
        {
            endpoint.Fail(url, circuit, mostFail, outcome.StatusCode, now);
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
        [LoggerMessage(LogLevel.Warning,
            "Merchant {MerchantId}: webhook circuit open until {OpenUntil}, opening {Openings}")]
        public static partial void CircuitOpened(ILogger logger, Guid merchantId, DateTimeOffset openUntil, int openings);

        [LoggerMessage(LogLevel.Information, "Merchant {MerchantId}: webhook circuit closed")]
        public static partial void CircuitClosed(ILogger logger, Guid merchantId);

        [LoggerMessage(LogLevel.Warning,
            "Merchant {MerchantId}: webhook endpoint disabled; status code of its last response: {StatusCode}")]
        public static partial void Disabled(ILogger logger, Guid merchantId, string statusCode);
    }
}
