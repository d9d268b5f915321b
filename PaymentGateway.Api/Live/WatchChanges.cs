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

/// <param name="Type">payment, refund or webhook.</param>
/// <param name="Id">Of what changed; its state is read where it lives.</param>
public sealed record ChangeResponse(string Type, string Id);

/// <summary>The changes of one merchant as they are made, and heartbeats.</summary>
internal sealed class WatchChanges(
    MerchantId merchant, Guid session, ChangeFeed feed, IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>A session that has ended, or a key that was exchanged, is heard of within this.</summary>
    private static readonly TimeSpan Trust = TimeSpan.FromSeconds(5);

    /// <summary>Of a burst each change is told once.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(200);

    public static IResult Handle(
        HttpContext http, CurrentMerchant merchant, ChangeFeed feed, IServiceScopeFactory scopes, TimeProvider clock)
    {
        var watch = new WatchChanges(merchant.Id, SessionAuthentication.IdOf(http.User), feed, scopes, clock);
        return EventStream.Of(http, watch.RunAsync);
    }

    private async IAsyncEnumerable<SseItem<string>> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        using var watch = feed.Watch(merchant);
        var heartbeat = new Heartbeat(clock);
        var pass = await FindPassAsync(cancel);
        var checkedAt = clock.GetTimestamp();
        while (pass is not null)
        {
            if (watch.WasInterrupted() && heartbeat.Next(isLive: false) is { } interruption)
            {
                yield return interruption;
            }

            if (heartbeat.Next(feed.IsLive) is { } beat)
            {
                yield return beat;
            }

            foreach (var change in await watch.NextAsync(Trust, cancel))
            {
                yield return new(JsonSerializer.Serialize(new ChangeResponse(change.Type, change.Id), ApiJson.Default.ChangeResponse));
            }

            if (clock.GetElapsedTime(checkedAt) >= Trust)
            {
                checkedAt = clock.GetTimestamp();
                if (await FindPassAsync(cancel) != pass)
                {
                    yield break;
                }
            }

            await Task.Delay(Gathering, clock, cancel);
        }
    }

    /// <summary>What the reader was let in by. Reading along is no sign of life: it does not keep a session.</summary>
    private async Task<string?> FindPassAsync(CancellationToken cancel)
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
