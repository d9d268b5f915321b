using Microsoft.Extensions.Options;

namespace PaymentGateway.Dashboard.Sessions;

/// <summary>Ends what is over by itself, so that the pages left open somewhere leave too.</summary>
internal sealed class ExpiredSessions(MerchantSessions sessions, IOptions<SessionLimits> limits, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(limits.Value.UseResolution, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            sessions.EndExpired();
        }
    }
}
