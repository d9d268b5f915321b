using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace PaymentGateway.AppHost.Commands;

/// <summary>Requests of the sandbox merchant as buttons; <c>aspire resource api send-test-webhook</c> does the same.</summary>
internal static class SandboxCommands
{
    public static void WithSandboxCommands(this IResourceBuilder<ProjectResource> api, IResourceBuilder<ProjectResource> checkout)
    {
        if (!Sandbox.IsDevelopment)
        {
            return; // there is no sandbox merchant
        }

        Add("send-test-webhook", "Send test webhook", "Send", SendTestWebhookAsync,
            "Sends webhook.test to the merchant's webhook URL. When none is set, sets it to the demo shop first.");
        Add("create-test-payment", "Create test payment", "Payment", CreateTestPaymentAsync,
            "Creates a UPI payment of ₹10.00 for the sandbox order that can be paid repeatedly.");

        void Add(string name, string title, string icon, Func<HttpClient, CancellationToken, Task<string>> send, string description) =>
            api.WithCommand(
                name,
                title,
                async context =>
                {
                    using var client = new HttpClient { BaseAddress = new Uri(api.GetEndpoint("http").Url) };
                    client.DefaultRequestHeaders.Add("X-Api-Key", "key_test_abc123");
                    client.DefaultRequestHeaders.Add("X-Api-Secret", "secret_test_xyz789");
                    try
                    {
                        return CommandResults.Success(await send(client, context.CancellationToken));
                    }
                    catch (HttpRequestException exception)
                    {
                        return CommandResults.Failure(exception.Message);
                    }
                },
                new CommandOptions { Description = description, IconName = icon, IsHighlighted = true });

        async Task<string> SendTestWebhookAsync(HttpClient client, CancellationToken cancellationToken)
        {
            var merchant = await ReadAsync(await client.GetAsync("/api/v1/merchant/config", cancellationToken), cancellationToken);
            var url = (string?)merchant["webhook_url"];
            if (url is null)
            {
                url = $"{checkout.GetEndpoint("http").Url}/demo/webhooks";
                await ReadAsync(await client.PatchAsJsonAsync("/api/v1/merchant/webhook", new { webhook_url = url }, cancellationToken), cancellationToken);
            }

            await ReadAsync(await client.PostAsync("/api/v1/merchant/webhook/test", content: null, cancellationToken), cancellationToken);
            return $"webhook.test is on its way to {url}";
        }

        async Task<string> CreateTestPaymentAsync(HttpClient client, CancellationToken cancellationToken)
        {
            var payment = new { order_id = "order_test_async", method = "upi", vpa = "test@paytm", amount = 1000, currency = "INR" };
            var created = await ReadAsync(await client.PostAsJsonAsync("/api/v1/payments", payment, cancellationToken), cancellationToken);
            return $"{created["id"]} is {created["status"]}";
        }
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using (response)
        {
            var body = (await response.Content.ReadFromJsonAsync<JsonNode>(cancellationToken))!;
            return response.IsSuccessStatusCode ? body : throw new HttpRequestException((string?)body["error"]?["description"]);
        }
    }
}
