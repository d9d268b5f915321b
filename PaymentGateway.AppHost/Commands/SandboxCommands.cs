using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace PaymentGateway.AppHost.Commands;

/// <summary>Requests of the sandbox merchant as buttons, or <c>aspire resource api send-test-webhook</c>.</summary>
internal static class SandboxCommands
{
    public static void WithSandboxCommands(
        this IResourceBuilder<ProjectResource> api, IResourceBuilder<ProjectResource> checkout)
    {
        if (!Sandbox.IsDevelopment)
        {
            return; // there is no sandbox merchant
        }

        Add("send-test-webhook", "Send test webhook", "Send", SendTestWebhookAsync,
            "Sends webhook.test to the merchant's webhook URL. If no URL is set, it first sets the demo shop's.");
        Add("create-test-payment", "Create test payment", "Payment", (client, _) => CreateTestPaymentAsync(client),
            "Creates a UPI payment of ₹10.00 for the sandbox order that can be paid repeatedly.");

        void Add(string name, string title, string icon, Func<HttpClient, string, Task<string>> send, string description)
        {
            var options = new CommandOptions { Description = description, IconName = icon, IsHighlighted = true };
            string DemoShop() => $"{checkout.GetEndpoint("http").Url}/demo/webhooks";
            api.WithCommand(name, title, _ => SendAsync(api, client => send(client, DemoShop())), options);
        }
    }

    private static async Task<ExecuteCommandResult> SendAsync(
        IResourceBuilder<ProjectResource> api, Func<HttpClient, Task<string>> send)
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

    private static async Task<string> SendTestWebhookAsync(HttpClient client, string demoShop)
    {
        var url = (string?)(await ReadAsync(client.GetAsync("/api/v1/merchant/config")))["webhook_url"];
        if (url is null)
        {
            await ReadAsync(client.PatchAsJsonAsync("/api/v1/merchant/webhook", new { webhook_url = url = demoShop }));
        }

        await ReadAsync(client.PostAsync("/api/v1/merchant/webhook/test", content: null));
        return $"webhook.test is queued for {url}";
    }

    private static async Task<string> CreateTestPaymentAsync(HttpClient client)
    {
        var payment = new { order_id = "order_test_async", method = "upi", vpa = "test@paytm" };
        var created = await ReadAsync(client.PostAsJsonAsync("/api/v1/payments", payment));
        return $"{created["id"]} is {created["status"]}";
    }

    private static async Task<JsonNode> ReadAsync(Task<HttpResponseMessage> request)
    {
        using var response = await request;
        var body = (await response.Content.ReadFromJsonAsync<JsonNode>())!;
        return response.IsSuccessStatusCode
            ? body
            : throw new HttpRequestException((string?)body["error"]?["description"]);
    }
}
