using System.Net;
using System.Text.Json;

namespace PaymentGateway.Tests.Support;

/// <summary>What a merchant sees of its deliveries.</summary>
internal static class Deliveries
{
    /// <summary>A new event of no payment, as the dashboard's button makes it.</summary>
    /// <returns>The delivery's id.</returns>
    public static async Task<string> SendTestWebhookAsync(this TestMerchant merchant)
    {
        var eventId = (await merchant.InsistAsync("/api/v1/merchant/webhook/test")).Expect(200).Text("event_id");
        await (merchant.Gateway.HasWorkers ? Task.CompletedTask : merchant.Gateway.FanOutAsync());
        await Eventually.BecomesTrueAsync(
            async () => await merchant.Gateway.ScalarAsync<long>($"SELECT count(*) FROM webhook_logs WHERE event_id = {eventId}") == 1,
            $"{eventId} is fanned out");
        return (await merchant.Gateway.ScalarAsync<Guid>($"SELECT id FROM webhook_logs WHERE event_id = {eventId}")).ToString();
    }

    /// <summary>As a merchant's server should: the same request with the same key, as long as the gateway is too busy.</summary>
    public static Task<ApiAnswer> InsistAsync(this TestMerchant merchant, string path, object? body = null)
    {
        var key = Guid.NewGuid().ToString();
        return BusyNoMoreAsync(() => merchant.PostAsync(path, body, key));
    }

    public static async Task<JsonElement> DeliveryAsync(this TestMerchant merchant, string id) =>
        (await BusyNoMoreAsync(() => merchant.GetAsync($"/api/v1/webhooks/{id}"))).Expect(200).Json;

    /// <summary>Waits for that many in a list.</summary>
    public static Task<ApiAnswer> ListedAsync(this TestMerchant merchant, string query, int atLeast, string what) => Eventually.GetAsync(
        () => merchant.GetAsync($"/api/v1/webhooks?{query}"),
        page => page.Status == HttpStatusCode.OK && page.Number("total") >= atLeast, what, TimeSpan.FromSeconds(60));

    /// <summary>Waits until that many attempts have ended.</summary>
    public static async Task<JsonElement> AttemptedAsync(this TestMerchant merchant, string id, int attempts, TimeSpan? within = null) =>
        await Eventually.GetAsync(() => merchant.DeliveryAsync(id),
            delivery => delivery.GetProperty("attempt_log").EnumerateArray().Count(HasEnded) >= attempts,
            $"attempt {attempts} of {id} has ended", within);

    public static JsonElement LastAttempt(this JsonElement delivery) => delivery.GetProperty("attempt_log").EnumerateArray().Last();

    public static async Task<JsonElement> WebhookHealthAsync(this TestMerchant merchant) =>
        (await BusyNoMoreAsync(() => merchant.GetAsync("/api/v1/merchant/config"))).Expect(200).Json.GetProperty("webhook_health");

    private static Task<ApiAnswer> BusyNoMoreAsync(Func<Task<ApiAnswer>> send) =>
        Eventually.GetAsync(send, answer => answer.Status != HttpStatusCode.ServiceUnavailable, "the gateway is not too busy", TimeSpan.FromSeconds(60));

    private static bool HasEnded(JsonElement attempt) => attempt.GetProperty("duration_ms").ValueKind == JsonValueKind.Number;
}
