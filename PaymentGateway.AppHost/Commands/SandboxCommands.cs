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

        void Add(string name, string title, string icon, Func<HttpClient, Task<string>> send, string description) =>
            api.WithCommand(name, title, _ => SendAsync(send), new CommandOptions
            {
                Description = description,
                IconName = icon,
                IsHighlighted = true,
            });

        async Task<ExecuteCommandResult> SendAsync(Func<HttpClient, Task<string>> send)
        {
            using var client = new HttpClient { BaseAddress = new Uri(api.GetEndpoint("http").Url) };
            client.DefaultRequestHeaders.Add("X-Api-Key", "key_test_abc123");
            client.DefaultRequestHeaders.Add("X-Api-Secret", "secret_test_xyz789");
            try
            {
                return CommandResults.Success(await send(client));
            }
            catch (HttpRequestException exception)
            {
                return CommandResults.Failure(exception.Message);
            }
        }

        async Task<string> SendTestWebhookAsync(HttpClient client)
        {
            var url = (string?)(await ReadAsync(client.GetAsync("/api/v1/merchant/config")))["webhook_url"];
            if (url is null)
            {
                url = $"{checkout.GetEndpoint("http").Url}/demo/webhooks";
                await ReadAsync(client.PatchAsJsonAsync("/api/v1/merchant/webhook", new { webhook_url = url }));
            }

            await ReadAsync(client.PostAsync("/api/v1/merchant/webhook/test", content: null));
            return $"webhook.test is on its way to {url}";
        }

        async Task<string> CreateTestPaymentAsync(HttpClient client)
        {
            var payment = new { order_id = "order_test_async", method = "upi", vpa = "test@paytm", amount = 1000, currency = "INR" };
            var created = await ReadAsync(client.PostAsJsonAsync("/api/v1/payments", payment));
            return $"{created["id"]} is {created["status"]}";
        }
    }

    private static async Task<JsonNode> ReadAsync(Task<HttpResponseMessage> request)
    {
        using var response = await request;
        var body = (await response.Content.ReadFromJsonAsync<JsonNode>())!;
        return response.IsSuccessStatusCode ? body : throw new HttpRequestException((string?)body["error"]?["description"]);
    }
}
