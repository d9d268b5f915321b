using PaymentGateway.Api.Json;
using PaymentGateway.Api.Lists;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Webhooks;

internal static class ListWebhooks
{
    public static Task<IResult> HandleAsync(
        [AsParameters] WebhookFilter filter, [AsParameters] PageQuery page, CurrentMerchant merchant, GatewayDb db,
        CancellationToken cancel)
    {
        var all = db.WebhookLogs.Where(d => d.MerchantId == merchant.Id);
        return ListPage.AnswerAsync(all, filter.Of(all), page, text => WebhookId.ParseOrUnknown(text).Value, WebhookResponse.From,
            ApiJson.Default.PageOfWebhookResponse, cancel);
    }
}
