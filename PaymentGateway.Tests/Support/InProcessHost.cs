using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Tests.Processes;

namespace PaymentGateway.Tests.Support;

/// <summary>API or worker in the process of the tests: no JIT and no EF model of its own.</summary>
internal sealed class InProcessHost : IGatewayHost
{
    private readonly IHost _host;
    private readonly RecentLog _log;

    private InProcessHost(IHost host, RecentLog log) => (_host, _log) = (host, log);

    public string Tail => _log.Tail;

    /// <summary>Where an API listens.</summary>
    public Uri Address => new(((WebApplication)_host).Urls.First());

    public static Task<InProcessHost> StartApiAsync(Dictionary<string, string?> settings, Action<string>? log) =>
        StartAsync("Api", Api.Program.Create, new(settings) { ["urls"] = "http://127.0.0.1:0" }, log);

    public static Task<InProcessHost> StartWorkerAsync(Dictionary<string, string?> settings, Action<string>? log) =>
        StartAsync("Worker", PaymentGateway.Worker.Program.Create, settings, log);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(new CancellationToken(canceled: true)); // nothing is worth waiting for
        await using (var scope = _host.Services.CreateAsyncScope())
        {
            // Its pool would outlive it, as pools belong to the process.
            NpgsqlConnection.ClearPool((NpgsqlConnection)scope.ServiceProvider.GetRequiredService<GatewayDb>().Database.GetDbConnection());
        }

        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    private static async Task<InProcessHost> StartAsync(
        string name, Func<string[], string, IHost> create, Dictionary<string, string?> settings, Action<string>? log)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // building takes a while: let others begin theirs
        var project = $"PaymentGateway.{name}";
        settings["applicationName"] = project;
        settings["Logging:Console:LogLevel:Default"] = nameof(LogLevel.None);
        var host = create([.. settings.Where(setting => setting.Value is not null).Select(ArgumentOf)],
            Path.Combine(SourceTree.Root, project));
        var recent = new RecentLog(log);
        host.Services.GetRequiredService<ILoggerFactory>().AddProvider(recent);
        await host.StartAsync();
        return new InProcessHost(host, recent);
    }

    private static string ArgumentOf(KeyValuePair<string, string?> setting) =>
        $"--{setting.Key.Replace("__", ":", StringComparison.Ordinal)}={setting.Value}";
}
