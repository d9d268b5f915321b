using System.Net;
using System.Text;
using PaymentGateway.Tests.Faults;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

/// <summary>The code that the dashboard gives to merchants, as it stands but for its port, against real deliveries.</summary>
public sealed class VerificationSamples(Servers servers)
{
    [Theory]
    [InlineData("node", "webhook.mjs", "node", "webhook.mjs")]
    [InlineData("python", "webhook.py", "python3", "webhook.py")]
    [InlineData("php", "webhook.php", "php", "-S", "localhost:{port}", "webhook.php")]
    [InlineData("csharp", "webhook.cs", "dotnet", "out/webhook.dll")]
    public async Task A_sample_takes_what_is_genuine_and_refuses_the_rest(string language, string file, string program, params string[] arguments)
    {
        using var folder = new SampleFolder();
        var port = HostProcess.FreePort();
        await folder.WriteAsync(file, language, port);
        if (language == "csharp")
        {
            await folder.BuildAsync(file);
        }

        await using var sample = await MerchantProcess.StartAsync(folder.Launch(
            program, [.. arguments.Select(argument => argument.Replace("{port}", $"{port}", StringComparison.Ordinal))]), port);
        await TakesWhatIsGenuineAsync(sample);
    }

    [Fact]
    public async Task The_shell_sample_signs_as_we_do()
    {
        using var folder = new SampleFolder();
        var port = HostProcess.FreePort();
        await folder.WriteAsync("webhook.mjs", "node", port);
        await folder.WriteAsync("send.sh", "curl", port);
        await using var receiver = await MerchantProcess.StartAsync(folder.Launch("node", "webhook.mjs"), port);

        var (exitCode, output) = await HostProcess.RunAsync(folder.Launch("bash", "send.sh"), TestContext.Current.CancellationToken);

        Assert.Equal(0, exitCode);
        Assert.Contains("HTTP/1.1 200", output, StringComparison.Ordinal);
    }

    private async Task TakesWhatIsGenuineAsync(MerchantProcess sample)
    {
        var merchant = await servers.NewMerchantAsync(sample.Url);
        await merchant.SendTestWebhookAsync();
        await Traffic.PayAsync(merchant, 1);
        var paid = await merchant.ListedAsync("status=success&event=payment.success", 1, "the payment's webhook is taken");
        var payment = paid.Json.GetProperty("data")[0].GetProperty("payload").GetProperty("data").GetProperty("payment").GetProperty("id").GetString();
        (await merchant.InsistAsync($"/api/v1/payments/{payment}/refunds", new { reason = "👍🏽 \u2028 \"quoted\" \u0001 <b>" })).Expect(201);
        await merchant.ListedAsync("status=success", 6, "all six are taken: of a test, three of a payment and two of a refund");

        using var http = new HttpClient();
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(http, sample.Url, signature: null));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(http, sample.Url, signature: ""));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(http, sample.Url, signature: new string('0', 64)));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(http, sample.Url, signature: "not hex, and short"));
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient http, string url, string? signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new StringContent("{\"event\":\"payment.success\"}", Encoding.UTF8, "application/json"),
        };
        if (signature is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Webhook-Signature", signature);
        }

        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }
}
