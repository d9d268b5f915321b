using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Api.Sessions;
using PaymentGateway.Core.Live;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;
using PaymentGateway.Core.Refunds;

namespace PaymentGateway.Api.Live;

/// <param name="Type">payment, refund or webhook.</param>
/// <param name="Id">Of what changed; its state is read where it lives.</param>
public sealed record ChangeResponse(string Type, string Id);

/// <summary>What changes of one merchant, as it changes. Whose a change is, the database says.</summary>
internal sealed class WatchChanges(
    MerchantId merchant, Guid session, ChangeFeed feed, IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>A session that has ended, or a key that was exchanged, is heard of within this.</summary>
    private static readonly TimeSpan Trust = TimeSpan.FromSeconds(5);

    /// <summary>Changes of everybody come by: many are asked after at once, rather than each by itself.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(200);

    public static IResult Handle(
        HttpContext http, CurrentMerchant merchant, ChangeFeed feed, IServiceScopeFactory scopes, TimeProvider clock)
    {
        var watch = new WatchChanges(merchant.Id, SessionAuthentication.IdOf(http.User), feed, scopes, clock);
        return new EventStream<ChangeResponse>(watch.RunAsync, ApiJson.Default.ChangeResponse);
    }

    private async IAsyncEnumerable<ChangeResponse> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        using var watch = feed.WatchAll();
        var pass = await FindPassAsync(cancel);
        var checkedAt = clock.GetTimestamp();
        while (pass is not null)
        {
            foreach (var change in await OwnAsync(await watch.NextAsync(Trust, cancel), cancel))
            {
                yield return new(change.Type, change.Id);
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

    private async Task<IEnumerable<Change>> OwnAsync(IReadOnlyList<Change> changes, CancellationToken cancel)
    {
        if (changes.Count == 0)
        {
            return [];
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GatewayDb>();
        var own = new HashSet<string>(StringComparer.Ordinal);
        if (IdsOf(JobKind.Payment).Select(PaymentId.Of).ToList() is { Count: > 0 } payments)
        {
            own.UnionWith((await db.Payments.Where(p => payments.Contains(p.Id) && p.MerchantId == merchant)
                .Select(p => p.Id).ToListAsync(cancel)).Select(id => id.Value));
        }

        if (IdsOf(JobKind.Refund).Select(RefundId.Of).ToList() is { Count: > 0 } refunds)
        {
            own.UnionWith((await db.Refunds.Where(r => refunds.Contains(r.Id) && r.MerchantId == merchant)
                .Select(r => r.Id).ToListAsync(cancel)).Select(id => id.Value));
        }

        if (IdsOf(JobKind.Webhook).Select(Guid.Parse).ToList() is { Count: > 0 } webhooks)
        {
            own.UnionWith((await db.WebhookLogs.Where(w => webhooks.Contains(w.Id) && w.MerchantId == merchant)
                .Select(w => w.Id).ToListAsync(cancel)).Select(id => id.ToString()));
        }

        return changes.Distinct().Where(change => own.Contains(change.Id));

        IEnumerable<string> IdsOf(JobKind kind) =>
            changes.Where(change => change.Type == JobKinds.WireName(kind)).Select(change => change.Id);
    }
}
