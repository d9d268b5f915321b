namespace PaymentGateway.Checkout.Demo;

/// <summary>The demo shop is a merchant like any other; unless told otherwise, the published one of the sandbox.</summary>
internal sealed class DemoOptions
{
    public const string Section = "Demo";

    public string ApiKey { get; set; } = "key_test_abc123";

    public string ApiSecret { get; set; } = "secret_test_xyz789";

    /// <summary>Where the gateway reaches this host, when that is not the address in the browser.</summary>
    public Uri? WebhookUrl { get; set; }
}
