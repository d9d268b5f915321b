using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Core.Live;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Refunds;

namespace PaymentGateway.Api.Live;

/// <param name="Type">payment, refund or webhook.</param>
/// <param name="Id">Of what changed; its state is read where it lives.</param>
public sealed record ChangeResponse(string Type, string Id);

/// <summary>What changes of one merchant, as it changes. Whose a change is, the database says.</summary>
internal static class WatchChanges
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static IResult Handle(CurrentMerchant merchant, ChangeFeed feed, IServiceScopeFactory scopes) =>
        new EventStream<ChangeResponse>(ends => WatchAsync(merchant.Id, feed, scopes, ends), ApiJson.Default.ChangeResponse);

    private static async IAsyncEnumerable<ChangeResponse> WatchAsync(
        MerchantId merchant, ChangeFeed feed, IServiceScopeFactory scopes, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var watch = feed.WatchAll();
        while (true)
        {
            var changes = await watch.NextAsync(Patience, cancel);
            foreach (var change in await OwnAsync(scopes, merchant, changes, cancel))
            {
                yield return new(change.Type, change.Id);
            }
        }
    }

    private static async Task<IEnumerable<Change>> OwnAsync(
        IServiceScopeFactory scopes, MerchantId merchant, IReadOnlyList<Change> changes, CancellationToken cancel)
    {
        if (changes.Count == 0)
        {
            return [];
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GatewayDb>();
        var payments = IdsOf("payment").Select(PaymentId.Of).ToList();
        var refunds = IdsOf("refund").Select(RefundId.Of).ToList();
        var webhooks = IdsOf("webhook").Where(id => Guid.TryParse(id, out _)).Select(Guid.Parse).ToList();
        var own = new HashSet<string>(StringComparer.Ordinal);
        own.UnionWith((await db.Payments.Where(p => payments.Contains(p.Id) && p.MerchantId == merchant)
            .Select(p => p.Id).ToListAsync(cancel)).Select(id => id.Value));
        own.UnionWith((await db.Refunds.Where(r => refunds.Contains(r.Id) && r.MerchantId == merchant)
            .Select(r => r.Id).ToListAsync(cancel)).Select(id => id.Value));
        own.UnionWith((await db.WebhookLogs.Where(w => webhooks.Contains(w.Id) && w.MerchantId == merchant)
            .Select(w => w.Id).ToListAsync(cancel)).Select(id => id.ToString()));
        return changes.Distinct().Where(change => own.Contains(change.Id));

        IEnumerable<string> IdsOf(string type) => changes.Where(change => change.Type == type).Select(change => change.Id);
    }
}
