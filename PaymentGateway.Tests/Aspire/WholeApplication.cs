using System.Net;
using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Tests.Aspire;

[Collection(nameof(RunningApplication))]
public sealed class WholeApplication(RunningApplication application)
{
    private static readonly int[] DocumentedPorts = [8000, 3000, 3001];

    private SandboxClient Merchant => application.Merchant;

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
        await Merchant.SetWebhookUrlAsync(application.Receiver.Url);

        var payment = method == "upi" ? await Merchant.PayByUpiAsync(value) : await Merchant.PayByCardAsync(value);

        Assert.Equal(status, (await Merchant.SettledAsync(payment)).Text("status"));
        await application.ExpectSignedWebhooksAsync(payment, "payment.created", "payment.pending", $"payment.{status}");
    }

    [Fact]
    public async Task A_refund_is_processed_and_reported_by_signed_webhooks()
    {
        await Merchant.SetWebhookUrlAsync(application.Receiver.Url);
        var payment = await Merchant.PayByUpiAsync();
        await Merchant.SettledAsync(payment);

        var created = await Merchant.PostAsync($"/api/v1/payments/{payment}/refunds", new { amount = 10_000 });
        var refund = created.Text("id");

        Assert.Equal("processed", (await Merchant.EndedAsync($"/api/v1/refunds/{refund}")).Text("status"));
        await application.ExpectSignedWebhooksAsync(refund, "refund.created", "refund.processed");
    }
}
