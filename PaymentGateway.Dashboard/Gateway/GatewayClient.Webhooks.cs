using System.Text.Json.Nodes;

namespace PaymentGateway.Dashboard.Gateway;

internal sealed partial class GatewayClient
{
    /// <param name="url">Null switches delivery off.</param>
    public Task<Answer<MerchantConfig>> SetWebhookUrlAsync(string? url, CancellationToken cancel) => SendAsync(
        Request(HttpMethod.Patch, "/merchant/webhook", new WebhookForm(url), GatewayJson.Default.WebhookForm),
        GatewayJson.Default.MerchantConfig, cancel);

    public Task<Answer<NewWebhookSecret>> RegenerateWebhookSecretAsync(CancellationToken cancel) => PostAsync(
        "/merchant/webhook/regenerate", new EmptyForm(), GatewayJson.Default.EmptyForm,
        GatewayJson.Default.NewWebhookSecret, key: null, cancel);

    public Task<Answer<JsonNode>> SendTestWebhookAsync(CancellationToken cancel) => PostAsync(
        "/merchant/webhook/test", new EmptyForm(), GatewayJson.Default.EmptyForm, GatewayJson.Default.JsonNode, key: null, cancel);

    public Task<Answer<Page<Delivery>>> ListDeliveriesAsync(
        ListQuery query, int limit, int offset, CancellationToken cancel) =>
        GetAsync(ListPath("/webhooks", query, limit, offset), GatewayJson.Default.PageDelivery, cancel);

    public Task<Answer<Delivery>> GetDeliveryAsync(string id, CancellationToken cancel) =>
        GetAsync($"/webhooks/{Uri.EscapeDataString(id)}", GatewayJson.Default.Delivery, cancel);

    public Task<Answer<RetriedDelivery>> RetryDeliveryAsync(string id, CancellationToken cancel) => PostAsync(
        $"/webhooks/{Uri.EscapeDataString(id)}/retry", new EmptyForm(), GatewayJson.Default.EmptyForm,
        GatewayJson.Default.RetriedDelivery, key: null, cancel);
}
