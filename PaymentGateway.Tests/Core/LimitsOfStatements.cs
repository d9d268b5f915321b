using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Npgsql;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Core;

/// <summary>What the server itself ends when we no longer can (I14).</summary>
public sealed class LimitsOfStatements(Servers servers)
{
    [Theory]
    [InlineData("lock_timeout", "2s")]
    [InlineData("statement_timeout", "5s")]
    [InlineData("idle_in_transaction_session_timeout", "10s")]
    public async Task Every_connection_has_them(string setting, string expected)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration["TEST_MODE"] = "true";
        builder.Configuration["ConnectionStrings:gatewaydb"] = await servers.EmptyDatabaseAsync();
        builder.AddGatewayDatabase(poolSize: 10);
        await using var connection = new NpgsqlConnection(builder.Configuration.GetConnectionString("gatewaydb"));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand($"SHOW {setting}", connection);

        Assert.Equal(expected, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}
