using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.Lists;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Api.Webhooks;

internal static class ListWebhooks
{
    public static async Task<IResult> HandleAsync(
        [AsParameters] WebhookFilter filter, [AsParameters] PageQuery page, CurrentMerchant merchant, GatewayDb db,
        CancellationToken cancel)
    {
        var all = db.WebhookLogs.Where(d => d.MerchantId == merchant.Id);
        var found = await WebhookSearch.FindAsync(db, merchant.Id, filter, cancel);
        var rows = found is null ? all : WebhookSearchSql.Read(db, merchant.Id, found.Ids);
        var source = ListSource<WebhookDelivery>.Of(all, filter.Of(rows), found, filter with { Q = null } != new WebhookFilter());
        return await ListPage.AnswerAsync(source, page, text => WebhookId.ParseOrUnknown(text).Value,
            deliveries => RespondAsync(db, deliveries, cancel), ApiJson.Default.PageOfWebhookResponse, cancel);
    }

    private static async Task<IEnumerable<WebhookResponse>> RespondAsync(
        GatewayDb db, IReadOnlyList<WebhookDelivery> deliveries, CancellationToken cancel)
    {
        var ids = deliveries.Select(delivery => delivery.EventId).Distinct().ToArray();
        var subjects = await db.Events.Where(e => ids.Contains(e.Id)).Select(e => new { e.Id, e.SubjectId })
            .ToDictionaryAsync(e => e.Id, e => e.SubjectId, cancel);
        return deliveries.Select(delivery => WebhookResponse.From(delivery, subjects[delivery.EventId]));
    }
}
