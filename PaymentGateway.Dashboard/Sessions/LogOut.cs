using Microsoft.Extensions.Options;
using PaymentGateway.Dashboard.Gateway;

namespace PaymentGateway.Dashboard.Sessions;

/// <summary>Ends a session here and at the gateway, and so in every process.</summary>
internal sealed partial class LogOut(
    MerchantSessions sessions, IServiceScopeFactory scopes, IOptions<SessionLimits> limits, IHostApplicationLifetime host,
    TimeProvider clock, ILogger<LogOut> logger)
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The pages are told once the response is out: a page that left earlier would take another response, and the browser
    /// would keep the cookie.
    /// </summary>
    public async Task EndAsync(MerchantSession session, HttpContext http)
    {
        var isDone = await TryAsync(session, http.RequestAborted);
        sessions.LogOut(session);
        http.Response.OnCompleted(() =>
        {
            session.End();
            return Task.CompletedTask;
        });
        if (!isDone)
        {
            Log.GatewayIsAway(logger, RetryInterval);
            _ = RetryAsync(session);
        }
    }

    // The person has gone, but a copy of the cookie would be accepted by the next process as soon as the gateway is back.
    private async Task RetryAsync(MerchantSession session)
    {
        var end = clock.GetUtcNow() + limits.Value.LongestIdle; // then the gateway has ended it too
        var isDone = false;
        while (!isDone && clock.GetUtcNow() < end && !host.ApplicationStopping.IsCancellationRequested)
        {
            await Task.Delay(RetryInterval, clock, host.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            isDone = await TryAsync(session, CancellationToken.None);
        }
    }

    private async Task<bool> TryAsync(MerchantSession session, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<GatewayClient>().LogOutAsync(session.State.Issued, cancel);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The gateway did not respond to a log-out; retry in {Interval}")]
        public static partial void GatewayIsAway(ILogger logger, TimeSpan interval);
    }
}
