using System.Text.Json;

namespace PaymentGateway.Tests.Support;

/// <summary>What a merchant sees of its deliveries.</summary>
internal static class Deliveries
{
    /// <summary>A new event of no payment, as the dashboard's button makes it.</summary>
    /// <returns>The delivery's id.</returns>
    public static async Task<string> SendTestWebhookAsync(this TestMerchant merchant)
    {
        var eventId = (await merchant.PostAsync("/api/v1/merchant/webhook/test")).Expect(200).Text("event_id");
        return (await merchant.Gateway.ScalarAsync<Guid>($"SELECT id FROM webhook_logs WHERE event_id = {eventId}")).ToString();
    }

    public static async Task<JsonElement> DeliveryAsync(this TestMerchant merchant, string id) =>
        (await merchant.GetAsync($"/api/v1/webhooks/{id}")).Expect(200).Json;

    /// <summary>Waits until that many attempts have ended.</summary>
    public static async Task<JsonElement> AttemptedAsync(this TestMerchant merchant, string id, int attempts, TimeSpan? within = null) =>
        await Eventually.GetAsync(() => merchant.DeliveryAsync(id),
            delivery => delivery.GetProperty("attempt_log").EnumerateArray().Count(HasEnded) >= attempts,
            $"attempt {attempts} of {id} has ended", within);

    public static JsonElement LastAttempt(this JsonElement delivery) => delivery.GetProperty("attempt_log").EnumerateArray().Last();

    public static async Task<JsonElement> WebhookHealthAsync(this TestMerchant merchant) =>
        (await merchant.GetAsync("/api/v1/merchant/config")).Expect(200).Json.GetProperty("webhook_health");

    private static bool HasEnded(JsonElement attempt) => attempt.GetProperty("duration_ms").ValueKind == JsonValueKind.Number;
}
