namespace PaymentGateway.Checkout;

/// <summary>Where no real money moves: any shop may frame the page, and the demo shop is open.</summary>
internal sealed record Sandbox(bool IsOn)
{
    public static Sandbox Of(IHostEnvironment environment, IConfiguration configuration) =>
        new(environment.IsDevelopment() || configuration.GetValue("TEST_MODE", defaultValue: false));
}
