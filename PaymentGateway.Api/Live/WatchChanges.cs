using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Api.Sessions;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Live;

/// <param name="Type">order, payment, refund or webhook.</param>
/// <param name="Id">Of the object that changed. Its state is read from its own route.</param>
public sealed record ChangeResponse(string Type, string Id);

/// <summary>The changes of one merchant as they are made, and heartbeats.</summary>
internal sealed class WatchChanges(
    MerchantId merchant, Guid session, ChangeHub hub, IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>A stream outlives its session or key by this at most.</summary>
    private static readonly TimeSpan RevalidateAfter = TimeSpan.FromSeconds(5);

    /// <summary>Of a burst each change is sent once.</summary>
    private static readonly TimeSpan BatchWindow = TimeSpan.FromMilliseconds(200);

    public static IResult Handle(
        HttpContext http, CurrentMerchant merchant, ChangeHub hub, IServiceScopeFactory scopes, TimeProvider clock)
    {
        var watch = new WatchChanges(merchant.Id, SessionAuthentication.IdOf(http.User), hub, scopes, clock);
        return EventStream.Of(http, watch.RunAsync);
    }

    private async IAsyncEnumerable<SseItem<string>> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        using var subscription = hub.Subscribe(merchant);
        var heartbeat = new Heartbeat(clock);
        var credential = await ReadCredentialAsync(cancel);
        var checkedAt = clock.GetTimestamp();
        while (credential is not null)
        {
            if (subscription.WasInterrupted() && heartbeat.Next(isLive: false) is { } interruption)
            {
                yield return interruption;
            }

            if (heartbeat.Next(hub.IsLive) is { } beat)
            {
                yield return beat;
            }

            // Only as long as the credential counts: after a change, a whole period would let it count nearly twice.
            var untilCheck = RevalidateAfter - clock.GetElapsedTime(checkedAt);
            var maxWait = untilCheck > TimeSpan.Zero ? untilCheck : TimeSpan.Zero;
            foreach (var change in await subscription.NextAsync(maxWait, cancel))
            {
                yield return new(JsonSerializer.Serialize(new ChangeResponse(change.Type, change.Id), ApiJson.Default.ChangeResponse));
            }

            if (clock.GetElapsedTime(checkedAt) >= RevalidateAfter)
            {
                checkedAt = clock.GetTimestamp();
                if (await ReadCredentialAsync(cancel) != credential)
                {
                    yield break;
                }
            }

            await Task.Delay(BatchWindow, clock, cancel);
        }
    }

    /// <returns>What the request was authenticated by; null once it is not valid any more. Reading does not extend a session.</returns>
    private async Task<string?> ReadCredentialAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GatewayDb>();
        return session == Guid.Empty
            ? await db.Merchants.Where(m => m.Id == merchant && m.IsActive)
                .Select(m => m.ApiSecret).SingleOrDefaultAsync(cancel)
            : await db.Sessions.Where(s => s.Id == session).Where(SessionCheck.IsAlive(clock.GetUtcNow()))
                .Select(s => s.Id.ToString()).SingleOrDefaultAsync(cancel);
    }
}
