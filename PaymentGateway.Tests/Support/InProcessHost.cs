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
    private readonly RecentLines _lines;

    private InProcessHost(IHost host, RecentLines lines) => (_host, _lines) = (host, lines);

    public string Tail => _lines.ToString();

    /// <summary>Where an API listens.</summary>
    public Uri Address => new(((WebApplication)_host).Urls.First());

    public static Task<InProcessHost> StartApiAsync(IReadOnlyDictionary<string, string?> environment, Action<string>? log) =>
        StartAsync("Api", Api.Program.Create, [.. ArgumentsFrom(environment), "--urls=http://127.0.0.1:0"], log);

    public static Task<InProcessHost> StartWorkerAsync(IReadOnlyDictionary<string, string?> environment, Action<string>? log) =>
        StartAsync("Worker", PaymentGateway.Worker.Program.Create, ArgumentsFrom(environment), log);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(new CancellationToken(canceled: true)); // running jobs need not finish
        await using (var scope = _host.Services.CreateAsyncScope())
        {
            // Npgsql's pools belong to the process and would keep the connections of a stopped host.
            NpgsqlConnection.ClearPool((NpgsqlConnection)scope.ServiceProvider.GetRequiredService<GatewayDb>().Database.GetDbConnection());
        }

        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    private static async Task<InProcessHost> StartAsync(
        string name, Func<string[], string, IHost> create, IEnumerable<string> arguments, Action<string>? log)
    {
        var project = $"PaymentGateway.{name}";
        var host = create(
            [.. arguments, $"--applicationName={project}", "--Logging:Console:LogLevel:Default=None"],
            Path.Combine(SourceTree.Root, project));
        var lines = new RecentLines(log);
        host.Services.GetRequiredService<ILoggerFactory>().AddProvider(new LineLogger(lines));
        await host.StartAsync();
        return new InProcessHost(host, lines);
    }

    private static IEnumerable<string> ArgumentsFrom(IReadOnlyDictionary<string, string?> environment) =>
        from variable in environment
        where variable.Value is not null
        select $"--{variable.Key.Replace("__", ":", StringComparison.Ordinal)}={variable.Value}";
}
