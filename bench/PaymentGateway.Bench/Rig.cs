using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Tests.Processes;

namespace PaymentGateway.Bench;

/// <summary>One API and one worker of the release build on a PostgreSQL and a Redis of their own, durable as in real life.</summary>
internal sealed class Rig : IAsyncDisposable
{
    private const string Password = "only-for-benchmarks";

    private readonly DirectoryInfo _folder;
    private readonly RedisProcess _redis;
    private readonly Dictionary<string, string?> _environment;
    private HostProcess? _api;
    private HostProcess? _worker;
    private HostProcess? _dashboard;

    private Rig(DirectoryInfo folder, PostgresProcess postgres, RedisProcess redis, Uri api)
    {
        (_folder, Postgres, _redis, Api) = (folder, postgres, redis, api);
        _environment = new Dictionary<string, string?>
        {
            ["ConnectionStrings__gatewaydb"] = postgres.ConnectionString,
            ["ConnectionStrings__redis"] = redis.ConnectionString,
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = api.GetLeftPart(UriPartial.Authority),
            ["TEST_MODE"] = "true",
            ["TEST_PROCESSING_DELAY"] = "0",
            ["Logging__LogLevel__Default"] = "Warning",
        };
    }

    public PostgresProcess Postgres { get; }

    public Uri Api { get; }

    /// <summary>Megabytes the API's process holds at this moment.</summary>
    public double ApiMegabytes => Process.GetProcessById(_api!.Pid).WorkingSet64 / 1e6;

    public static async Task<Rig> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("payment-gateway-bench-");
        var postgres = await PostgresProcess.StartAsync(Path.Combine(folder.FullName, "postgres"), 0, Password);
        var redis = await RedisProcess.StartAsync(Path.Combine(folder.FullName, "redis"), 0, Password);
        var rig = new Rig(folder, postgres, redis, new Uri($"http://127.0.0.1:{HostProcess.FreePort()}"));
        await using (var migration = rig.Start("Worker", "migrate"))
        {
            if (await migration.Exited != 0)
            {
                throw new InvalidOperationException(migration.Tail);
            }
        }

        rig._api = rig.Start("Api");
        using var client = rig.NewClient(connections: 1);
        await WaitAsync(async () => (await client.GetAsync("/alive")).IsSuccessStatusCode);
        return rig;
    }

    public void StartWorker() => _worker ??= Start("Worker");

    public async Task StopWorkerAsync()
    {
        if (_worker is { } worker)
        {
            await worker.StopAsync();
            await worker.DisposeAsync();
            _worker = null;
        }
    }

    /// <summary>The dashboard too, as it runs in production.</summary>
    public async Task<(Uri Address, int Pid)> StartDashboardAsync()
    {
        var address = new Uri($"http://localhost:{HostProcess.FreePort()}");
        _environment["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority);
        _environment["services__api__http__0"] = Api.GetLeftPart(UriPartial.Authority);
        _environment["services__checkout__http__0"] = "http://localhost:3001";
        _dashboard = Start("Dashboard");
        using var client = new HttpClient { BaseAddress = address };
        await WaitAsync(async () => (await client.GetAsync("/alive")).IsSuccessStatusCode);
        return (address, _dashboard.Pid);
    }

    public HttpClient NewClient(int connections)
    {
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections }) { BaseAddress = Api };
        client.DefaultRequestHeaders.Add("X-Api-Key", SandboxMerchant.ApiKey);
        client.DefaultRequestHeaders.Add("X-Api-Secret", SandboxMerchant.ApiSecret);
        return client;
    }

    public GatewayDb OpenDb()
    {
        var options = new DbContextOptionsBuilder<GatewayDb>().UseNpgsql(Postgres.ConnectionString);
        DatabaseRegistration.Configure(options);
        return new GatewayDb(options.Options);
    }

    /// <summary>Orders of the sandbox's merchant, named <c>order_{prefix}_1</c> and so on.</summary>
    public async Task AddOrdersAsync(string prefix, int count)
    {
        await using var db = OpenDb();
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO orders (id, merchant_id, amount, currency, status, amount_paid, attempts, reusable, created_at, updated_at)
            SELECT 'order_' || {prefix} || '_' || n, m.id, 1000, 'INR', 'created', 0, 0, false, now(), now()
            FROM generate_series(1, {count}) n CROSS JOIN merchants m WHERE m.email = {SandboxMerchant.Email}
            """);
    }

    public static async Task WaitAsync(Func<Task<bool>> condition)
    {
        while (true)
        {
            try
            {
                if (await condition())
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in new[] { _dashboard, _worker, _api }.OfType<HostProcess>())
        {
            await process.DisposeAsync();
        }

        await _redis.DisposeAsync();
        await Postgres.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private HostProcess Start(string host, params string[] arguments) =>
        HostProcess.StartService(host, [.. arguments], _environment);
}
