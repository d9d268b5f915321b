using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.Lists;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Api.OpenApi;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Api.Webhooks;

/// <summary>Which deliveries a list shows: <c>status</c>, <c>event</c>.</summary>
internal sealed record WebhookFilter(WebhookDeliveryStatus? Status, string? Event) : IEndpointParameterMetadataProvider
{
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(QueryParameter.OneOf("status", "Only of this status.", WireNames.DeliveryStatuses));
        builder.Metadata.Add(QueryParameter.Text("event", "Only of this event.", "payment.success"));
    }

    public static ValueTask<WebhookFilter> BindAsync(HttpContext http)
    {
        var query = new QueryReader(http.Request.Query);
        return ValueTask.FromResult(new WebhookFilter(
            query.OneOf("status", WebhookDeliveryStatuses.Parse, "pending, success, failed"), query.Text("event")));
    }
}

internal static class ListWebhooks
{
    public static async Task<IResult> HandleAsync(
        WebhookFilter filter, PageQuery page, CurrentMerchant merchant, GatewayDb db, CancellationToken cancel)
    {
        var deliveries = db.WebhookLogs.Where(d => d.MerchantId == merchant.Id);
        deliveries = filter.Status is { } status ? deliveries.Where(d => d.Status == status) : deliveries;
        deliveries = filter.Event is { } name ? deliveries.Where(d => d.Event == name) : deliveries;
        var newestFirst = deliveries.OrderByDescending(d => d.CreatedAt).ThenByDescending(d => d.Id);
        return JsonResponse.Of(
            await PageOf.ReadAsync(newestFirst, d => d.Id, page, WebhookResponse.From, cancel), ApiJson.Default.PageOfWebhookResponse);
    }
}
