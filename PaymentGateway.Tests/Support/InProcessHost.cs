using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Worker.Setup;

namespace PaymentGateway.Tests.Support;

/// <summary>A running host in the process of the tests: no JIT and no EF model of its own.</summary>
internal sealed class InProcessHost : IGatewayHost
{
    private readonly IHost _host;
    private readonly RecentLines _lines;

    private InProcessHost(IHost host, RecentLines lines) => (_host, _lines) = (host, lines);

    public string Tail => _lines.ToString();

    /// <summary>Where it listens, unless it is a worker.</summary>
    public Uri Address => new(((WebApplication)_host).Urls.First());

    /// <param name="environment">As <see cref="HostUnderTest.Create"/> takes it; any free port, unless it names one.</param>
    /// <param name="log">Hears every line of its log.</param>
    public static async Task<InProcessHost> StartAsync(
        string name, IReadOnlyDictionary<string, string?> environment, Action<string>? log = null)
    {
        var settings = new Dictionary<string, string?>(environment);
        settings.TryAdd("ASPNETCORE_URLS", "http://127.0.0.1:0");
        var host = HostUnderTest.Create(name, settings);
        var lines = new RecentLines((Action<string>)FailedRequests.Add + log);
        host.Services.GetRequiredService<ILoggerFactory>().AddProvider(new LineLogger(lines));
        await host.StartAsync();
        return new InProcessHost(host, lines);
    }

    /// <summary>What <c>PaymentGateway.Worker migrate</c> does.</summary>
    public static async Task MigrateAsync(string connectionString)
    {
        var redis = "127.0.0.1:1"; // not asked
        var host = HostUnderTest.Create("Worker", new GatewaySettings().EnvironmentFor(connectionString, redis));
        await using var errors = new StringWriter();
        var exitCode = await MigrateCommand.RunAsync(host.Services, errors, CancellationToken.None);
        await ReleaseAsync(host);
        Assert.True(exitCode == 0, errors.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(new CancellationToken(canceled: true)); // running jobs need not finish
        await ReleaseAsync(_host);
    }

    // Npgsql's pools belong to the process and would keep the connections of a stopped host.
    private static async Task ReleaseAsync(IHost host)
    {
        await using (var scope = host.Services.CreateAsyncScope())
        {
            if (scope.ServiceProvider.GetService<GatewayDb>() is { } db)
            {
                NpgsqlConnection.ClearPool((NpgsqlConnection)db.Database.GetDbConnection());
            }
        }

        await ((IAsyncDisposable)host).DisposeAsync();
    }
}
