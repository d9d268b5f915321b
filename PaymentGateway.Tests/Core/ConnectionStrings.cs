using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;

namespace PaymentGateway.Tests.Core;

public sealed class ConnectionStrings
{
    private const string Server = "Host=localhost;Username=gateway_user;Database=payment_gateway";

    [Theory]
    [InlineData(Server, GssEncryptionMode.Disable)]
    [InlineData(Server + ";GssEncryptionMode=Prefer", GssEncryptionMode.Prefer)]
    [InlineData(Server + ";GSS Encryption Mode=Require", GssEncryptionMode.Require)]
    public void Gss_encryption_is_off_unless_the_connection_string_sets_it(string text, GssEncryptionMode expected) =>
        Assert.Equal(expected, Read(text).GssEncryptionMode);

    [Theory]
    [InlineData("a;b")]
    [InlineData("a,b")]
    [InlineData("a'b=c")]
    public void A_quoted_password_may_hold_any_separator(string password) =>
        Assert.Equal(password, Read($"{Server};Password=\"{password}\"").Password);

    [Theory]
    [InlineData("Development", "false", true)]
    [InlineData("Production", "true", true)]
    [InlineData("Production", "false", false)]
    [InlineData("Staging", "false", false)]
    public void The_published_passwords_are_for_the_sandbox_only(string environment, string testMode, bool isAllowed)
    {
        var errors = new Action[]
        {
            () => Builder(environment, testMode, "gatewaydb", Server + ";Password=gateway_pass").AddGatewayDatabase(poolSize: 10),
            () => Builder(environment, testMode, "redis", "localhost:6379,password=gateway_pass").AddGatewayRedis(),
        }.Select(Record.Exception);

        Assert.All(errors, error => Assert.True(isAllowed ? error is null : error is OptionsValidationException, $"{error}"));
    }

    private static NpgsqlConnectionStringBuilder Read(string text)
    {
        var builder = Builder("Production", "false", "gatewaydb", text);
        builder.AddGatewayDatabase(poolSize: 10);
        return new NpgsqlConnectionStringBuilder(builder.Configuration.GetConnectionString("gatewaydb"));
    }

    private static HostApplicationBuilder Builder(string environment, string testMode, string name, string text)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = environment });
        builder.Configuration["TEST_MODE"] = testMode;
        builder.Configuration[$"ConnectionStrings:{name}"] = text;
        return builder;
    }
}
