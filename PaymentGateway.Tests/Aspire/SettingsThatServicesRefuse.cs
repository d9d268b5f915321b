using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Aspire;

/// <summary>With the run's database as an external one: no server is started for a start that ends.</summary>
public sealed class SettingsThatServicesRefuse(Servers servers)
{
    [Theory]
    [InlineData("migrations", "TEST_PROCESSING_DELAY", "-5", "TEST_PROCESSING_DELAY is -5.")]
    [InlineData("api", "Proxies__Trusted", "nowhere", "Proxies:Trusted has 'nowhere'.")]
    public async Task A_setting_that_a_service_refuses_ends_the_start_and_is_named(
        string service, string name, string value, string message)
    {
        using var folder = new TestFolder();
        await using var appHost = StartedAppHost.Start(
            folder.Child("data"),
            environment:
            [
                ("TEST_MODE", "true"), ("ConnectionStrings__gatewaydb", await servers.EmptyDatabaseAsync()),
                ("ConnectionStrings__redis", "127.0.0.1:1"), (name, value),
            ]);

        Assert.Equal(1, await appHost.ExitCodeAsync());
        Assert.Single(appHost.Lines, line => line.StartsWith($"Not started: {service}", StringComparison.Ordinal));
        Assert.Contains(message, appHost.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(appHost.Lines, StartedAppHost.IsStackFrame);
    }
}
