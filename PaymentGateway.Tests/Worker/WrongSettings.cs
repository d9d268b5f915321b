using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Worker;

/// <summary>A wrong setting is one line that says what to set, and exit code 78; nothing starts and nothing is logged.</summary>
public sealed class WrongSettings
{
    private const string Database = "Host=127.0.0.1;Port=1;Username=gateway_user;Database=payment_gateway;Password=";

    [Theory]
    [InlineData("Worker", "Security__MasterKey", null, "Security:MasterKey is not set")]
    [InlineData("Api", "Security__MasterKey", null, "Security:MasterKey is not set")]
    [InlineData("Api", "Security__MasterKey", "too short", "Security:MasterKey is too short")]
    [InlineData("Worker", "ConnectionStrings__gatewaydb", null, "ConnectionStrings:gatewaydb is not set")]
    [InlineData("Api", "ConnectionStrings__gatewaydb", "Username=gateway_user;Password=x", "ConnectionStrings:gatewaydb has no Host")]
    [InlineData("Worker", "ConnectionStrings__gatewaydb", Database + "gateway_pass", "ConnectionStrings:gatewaydb has the public sandbox password")]
    [InlineData("Worker", "ConnectionStrings__redis", null, "ConnectionStrings:redis is not set")]
    [InlineData("Api", "ConnectionStrings__redis", "127.0.0.1:1,password=gateway_pass", "ConnectionStrings:redis has the public sandbox password")]
    [InlineData("Worker", "Queue__Lease", "soon", "'soon' at 'Queue:Lease'")]
    [InlineData("Worker", "Queue__Lease", "00:00:00.001", "Lease must be between")]
    [InlineData("Worker", "Database__PoolSize", "1", "Set Database:PoolSize")]
    [InlineData("Api", "Database__PoolSize", "1", "Set Database:PoolSize")]
    [InlineData("Api", "RateLimits__KeyPerSecond", "0", "KeyPerSecond")]
    [InlineData("Api", "Concurrency__LongestWait", "1.00:00:00", "LongestWait")]
    [InlineData("Worker", "TEST_MODE", "maybe", "'maybe' at 'TEST_MODE'")]
    [InlineData("Api", "Concurrency__Requests", "0", "Requests must be between")]
    [InlineData("Api", "Proxies__Trusted", "10.0.0.1, everybody", "Proxies:Trusted has 'everybody'")]
    [InlineData("Dashboard", "Proxies__Trusted", "everybody", "Proxies:Trusted has 'everybody'")]
    [InlineData("Checkout", "Proxies__Trusted", "everybody", "Proxies:Trusted has 'everybody'")]
    [InlineData("Api", "Origins__Dashboard", "dashboard", "Origins:Dashboard is 'dashboard'")]
    [InlineData("Checkout", "PUBLIC_API", "ftp://pay.example.com", "PUBLIC_API is 'ftp://pay.example.com'")]
    [InlineData("Checkout", "Gateway__PublicUrl", "pay.example.com", "Gateway:PublicUrl is 'pay.example.com'")]
    [InlineData("Dashboard", "PublicAddresses__Api", "pay.example.com", "PublicAddresses:Api is 'pay.example.com'")]
    public async Task Is_named_with_what_to_set(string host, string setting, string? value, string complaint) =>
        Assert.Contains(complaint, await RefusedStart.OfAsync(host, Environment((setting, value))), StringComparison.Ordinal);

    [Theory]
    [InlineData("Api", "Concurrency__Requests", "0", "Requests must be between")]
    [InlineData("Worker", "Queue__Lease", "soon", "'soon' at 'Queue:Lease'")]
    [InlineData("Checkout", "PUBLIC_API", "ftp://pay.example.com", "PUBLIC_API is 'ftp://pay.example.com'")]
    [InlineData("Dashboard", "PublicAddresses__Api", "pay.example.com", "PublicAddresses:Api is 'pay.example.com'")]
    [InlineData("Worker", "Webhooks__AllowedPrivateNetworks__0", "everywhere", "'everywhere' is not a network", "migrate")]
    public async Task Ends_the_process_with_one_line_and_exit_code_78(
        string host, string setting, string value, string complaint, params string[] arguments)
    {
        await using var process = ServiceProcess.Start(host, Environment((setting, value)), arguments);

        Assert.Equal(78, await process.Exited.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System));
        Assert.Contains(complaint, RefusedStart.ExpectOneLine(process.Tail), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_named_together_with_the_others()
    {
        var line = await RefusedStart.OfAsync(
            "Worker", Environment(("Payments__DecisionTimeout", "00:00:01"), ("Retention__Events", "-1.00:00:00")));

        Assert.Contains("DecisionTimeout must be between", line, StringComparison.Ordinal);
        Assert.Contains("Events must be between", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ConnectionStrings__gatewaydb", Database + "hunter2;secret", "must be quoted")]
    [InlineData("ConnectionStrings__gatewaydb", Database + "hunter2;secret=1", "must be quoted")]
    [InlineData("ConnectionStrings__redis", "127.0.0.1:1,password=hunter2,secret", "must not contain a comma")]
    [InlineData("ConnectionStrings__redis", "127.0.0.1:1,password=hunter2,secret=1", "must not contain a comma")]
    public async Task A_password_that_breaks_its_connection_string_is_refused_and_not_printed(string setting, string value, string complaint)
    {
        var line = await RefusedStart.OfAsync("Worker", Environment((setting, value)));

        Assert.Contains(complaint, line, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
    }

    private static Dictionary<string, string?> Environment(params (string Name, string? Value)[] settings)
    {
        var environment = ProductionGateway.Settings.EnvironmentFor(Database + TestFolder.Password, "127.0.0.1:1");
        environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        return environment;
    }
}
