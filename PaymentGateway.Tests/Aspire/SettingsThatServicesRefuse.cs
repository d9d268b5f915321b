using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Aspire;

public sealed class SettingsThatServicesRefuse
{
    [Theory]
    [InlineData("migrations", "TEST_PROCESSING_DELAY", "-5", "TEST_PROCESSING_DELAY is -5.")]
    [InlineData("api", "Proxies__Trusted", "nowhere", "Proxies:Trusted has 'nowhere'.")]
    public async Task A_setting_that_a_service_refuses_ends_the_start_and_is_named(
        string service, string name, string value, string message)
    {
        using var folder = new TestFolder();
        await using var appHost = StartedAppHost.Start(
            folder.Child("data"), environment: [("TEST_MODE", "true"), (name, value)]);

        Assert.Equal(1, await appHost.ExitCodeAsync());
        Assert.Single(appHost.Lines, line => line.StartsWith($"Not started: {service}", StringComparison.Ordinal));
        Assert.Contains(message, appHost.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(appHost.Lines, StartedAppHost.IsStackFrame);
    }
}
