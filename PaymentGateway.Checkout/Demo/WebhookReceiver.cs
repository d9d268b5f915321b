using System.Text.Json;

namespace PaymentGateway.Checkout.Demo;

/// <summary>The shop's webhook address.</summary>
internal static class WebhookReceiver
{
    public const string Path = "/demo/webhooks";

    private const int LongestBody = 64 * 1024;

    public static async Task<IResult> HandleAsync(
        HttpRequest request, DemoShop shop, WebhookInbox inbox, TimeProvider clock, CancellationToken cancel)
    {
        if (request.ContentLength is not (> 0 and <= LongestBody))
        {
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        var body = new byte[request.ContentLength.Value];
        await request.Body.ReadExactlyAsync(body, cancel);
        var settings = await shop.ReadSettingsAsync(cancel);
        var isVerified = WebhookSignature.IsValid(body, request.Headers["X-Webhook-Signature"], settings.WebhookSecret);
        try
        {
            using var message = JsonDocument.Parse(body);
            var payment = Member(Member(message.RootElement, "data"), "payment");
            inbox.Add(number => new(number, request.Headers["webhook-id"].ToString(), Text(message.RootElement, "event") ?? "?",
                Text(payment, "order_id"), Text(payment, "id"), isVerified, clock.GetUtcNow()));
        }
        catch (JsonException)
        {
            return Results.BadRequest();
        }

        return isVerified ? Results.Ok() : Results.Unauthorized();
    }

    private static JsonElement? Member(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var member) ? member : null;

    private static string? Text(JsonElement? element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
