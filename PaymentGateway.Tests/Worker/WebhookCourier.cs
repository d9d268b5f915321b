using Microsoft.Extensions.Options;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Sandbox;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Tests.Support;
using PaymentGateway.Worker.Webhooks;

namespace PaymentGateway.Tests.Worker;

/// <summary>The worker's own way of sending one webhook, without a worker around it.</summary>
internal sealed class WebhookCourier : IDisposable
{
    private readonly WebhookHttpClient _client;
    private readonly WebhookSender _sender;

    private WebhookCourier(SandboxMode mode, WebhookOptions settings, NameResolver? resolve)
    {
        var options = Options.Create(settings);
        var policy = WebhookRegistration.Policy(mode, settings, []);
        _client = new WebhookHttpClient(new WebhookAddresses(policy, resolve ?? System.Net.Dns.GetHostAddressesAsync), options);
        _sender = new WebhookSender(_client, policy, options, TimeProvider.System);
    }

    public static WebhookCourier OfProduction(params string[] allowed) =>
        new(new SandboxMode(false, null, null, null, false), new WebhookOptions { AllowedPrivateNetworks = allowed }, null);

    public static WebhookCourier OfSandbox(NameResolver? resolve = null, string[]? allowed = null) =>
        new(new SandboxMode(true, null, null, null, true), new WebhookOptions { AllowedPrivateNetworks = allowed }, resolve);

    public Task<WebhookOutcome> SendAsync(string url) => _sender.SendAsync(
        WebhookDelivery.Create(WebhookEvents.Test(MerchantId.New(), SampleEvents.Now)), url, "a secret", attempt: 1,
        TestContext.Current.CancellationToken);

    public void Dispose() => _client.Dispose();
}
