using System.Net;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Aspire;

/// <summary>Two classes derive from it: their applications run side by side.</summary>
public abstract class WholeApplication(RunningApplication application) : IClassFixture<RunningApplication>
{
    private static readonly int[] DocumentedPorts = [8000, 3000, 3001];

    private protected RunningApplication Application => application;

    private protected SandboxClient Merchant => application.Merchant;

    private protected Receiver Receiver => application.Receiver;

    [Fact]
    public void A_temporary_application_starts_with_no_data_but_the_sandbox_order() =>
        Assert.Equal([SandboxMerchant.ReusableOrderId.Value], application.FirstOrders);

    [Fact]
    public async Task Every_address_is_named_is_on_a_free_port_and_responds()
    {
        var urls = new[] { "api", "checkout", "dashboard" }.SelectMany(application.Urls).ToDictionary();
        using var client = new HttpClient();

        Assert.Equal(
            ["API", "API reference", "Checkout", "Dashboard", "Demo shop"], urls.Keys.Order(StringComparer.Ordinal));
        Assert.All(urls.Values, url => Assert.DoesNotContain(url.Port, DocumentedPorts));
        foreach (var (name, url) in urls.Where(url => url.Key != "API")) // the API has no page at its root
        {
            using var response = await client.GetAsync(url);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{name} ({url}): {response.StatusCode}");
        }
    }

    [Theory]
    [InlineData("upi", "success@sim", "success")]
    [InlineData("upi", "failure@sim", "failed")]
    [InlineData("card", "4242424242424242", "success")]
    [InlineData("card", "4000000000000002", "failed")]
    public async Task A_payment_ends_as_its_test_value_says_and_is_reported_by_signed_webhooks(
        string method, string value, string status)
    {
        await Merchant.SetWebhookUrlAsync(Receiver.Url);

        var payment = method == "upi" ? await Merchant.PayByUpiAsync(value) : await Merchant.PayByCardAsync(value);

        Assert.Equal(status, (await Merchant.SettledAsync(payment)).Text("status"));
        await ExpectSignedWebhooksAsync(payment, "payment.created", "payment.pending", $"payment.{status}");
    }

    private protected async Task ExpectSignedWebhooksAsync(string subject, params string[] types)
    {
        var webhooks = await Eventually.GetAsync(
            () => Task.FromResult(Receiver.Received.Where(webhook => SubjectOf(webhook) == subject).ToList()),
            webhooks => types.All(type => webhooks.Exists(webhook => webhook.Event == type)),
            $"{string.Join(", ", types)} of {subject} have arrived", TimeSpan.FromMinutes(1));

        Assert.Equal(
            types.Order(StringComparer.Ordinal),
            webhooks.DistinctBy(webhook => webhook.EventId).Select(webhook => webhook.Event)
                .Order(StringComparer.Ordinal));
        Assert.All(webhooks, webhook => Assert.True(webhook.IsSignedWith(SandboxMerchant.WebhookSecret)));
    }

    // webhook.test has neither.
    private static string? SubjectOf(ReceivedWebhook webhook) =>
        webhook.Json.GetProperty("data") is var data
            && (data.TryGetProperty("payment", out var item) || data.TryGetProperty("refund", out item))
            ? item.GetProperty("id").GetString()
            : null;
}
