using Npgsql;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Documents;

/// <summary>A gateway as a reader has it, with the published merchant and its checkout, but at ports of its own.</summary>
public sealed class DocumentedGateway(Servers servers) : IAsyncLifetime
{
    private readonly string _checkout = $"http://localhost:{HostProcess.FreePort()}";
    private Gateway _gateway = null!;
    private InProcessHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await Gateway.StartAsync(servers, new GatewaySettings
        {
            Extra = new Dictionary<string, string?> { ["Origins__Checkout"] = _checkout },
        });
        _host = await InProcessHost.StartAsync("Checkout", new Dictionary<string, string?>
        {
            ["ASPNETCORE_URLS"] = _checkout,
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["services__api__http__0"] = _gateway.ApiAddresses[0].GetLeftPart(UriPartial.Authority),
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    /// <summary>Runs a script in a new folder, with the document's addresses replaced by ours.</summary>
    internal async Task<(int ExitCode, string Output)> RunAsync(string script)
    {
        var folder = Directory.CreateDirectory(servers.Folder.Child("document")).FullName;
        var receiver = HostProcess.FreePort();
        foreach (var (written, here) in new[]
        {
            ("localhost:8000", $"localhost:{_gateway.ApiAddresses[0].Port}"),
            ("http://localhost:3001", _checkout),
            ("host.docker.internal:4000", $"localhost:{receiver}"),
            ("localhost:4000", $"localhost:{receiver}"),
            ("listen(4000", $"listen({receiver}"),
        })
        {
            script = script.Replace(written, here, StringComparison.Ordinal);
        }

        var database = new NpgsqlConnectionStringBuilder(_gateway.ConnectionString);
        return await HostProcess.RunAsync(new Launch("bash", "-c", script.Replace("-d payment_gateway", "", StringComparison.Ordinal))
        {
            WorkingDirectory = folder,
            Environment = new Dictionary<string, string?>
            {
                ["PGHOST"] = database.Host,
                ["PGPORT"] = $"{database.Port}",
                ["PGUSER"] = database.Username,
                ["PGDATABASE"] = database.Database,
                ["PGPASSWORD"] = database.Password,
                ["REDIS_PORT"] = $"{_gateway.Redis.Port}",
                ["REDISCLI_AUTH"] = TestFolder.Password,
            },
        }, TestContext.Current.CancellationToken);
    }
}
