using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Tests.Processes;

namespace PaymentGateway.Bench.Running;

/// <summary>
/// APIs and workers of the release build, on servers of their own, in the sandbox with a bank that decides at once.
/// </summary>
internal sealed class BenchEnvironment : IAsyncDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromMinutes(10);

    private readonly List<(Uri Address, HostProcess Process)> _apis = [];
    private readonly List<HostProcess> _workers = [];
    private HostProcess? _dashboard;

    private BenchEnvironment(BenchServers servers) => Servers = servers;

    public BenchServers Servers { get; }

    public IReadOnlyList<Uri> Apis => [.. _apis.Select(api => api.Address)];

    public IReadOnlyList<int> ApiPids => [.. _apis.Select(api => api.Process.Pid)];

    /// <summary>Migrated, with one API.</summary>
    public static async Task<BenchEnvironment> StartAsync()
    {
        var environment = await StartServersAsync();
        await environment.StartApiAsync();
        return environment;
    }

    /// <summary>Migrated, without a service.</summary>
    public static async Task<BenchEnvironment> StartServersAsync()
    {
        var environment = new BenchEnvironment(await BenchServers.StartAsync());
        await using var migration = environment.Start("Worker", null, "migrate");
        return await migration.Exited == 0 ? environment : throw new InvalidOperationException(migration.Tail);
    }

    /// <summary>Returns when the API is ready: its process id and address.</summary>
    public async Task<(int Pid, Uri Address)> StartApiAsync()
    {
        var address = new Uri($"http://127.0.0.1:{HostProcess.FreePort()}");
        var api = Start("Api", address);
        _apis.Add((address, api));
        await WaitUntilReadyAsync(address);
        return (api.Pid, address);
    }

    /// <summary>Returns when the worker has reported to the database.</summary>
    public async Task<int> StartWorkerAsync()
    {
        var known = await Servers.ScalarAsync<long>("SELECT count(*) FROM workers");
        var worker = Start("Worker", null);
        _workers.Add(worker);
        await WaitAsync(async () => await Servers.ScalarAsync<long>("SELECT count(*) FROM workers") > known);
        return worker.Pid;
    }

    /// <summary>Returns when the dashboard responds: its process id and address.</summary>
    public async Task<(int Pid, Uri Address)> StartDashboardAsync()
    {
        var address = new Uri($"http://localhost:{HostProcess.FreePort()}");
        _dashboard = Start("Dashboard", address);
        await WaitUntilReadyAsync(address);
        return (_dashboard.Pid, address);
    }

    /// <summary>What everything has used since it started.</summary>
    public async Task<Cost> CostAsync() => new(
        ApiPids.Sum(ProcessUsage.CpuMs), _workers.Sum(worker => ProcessUsage.CpuMs(worker.Pid)),
        ProcessUsage.CpuMs(Servers.Postgres.Pid), ProcessUsage.CpuMs(Servers.RedisPid),
        Process.GetCurrentProcess().TotalProcessorTime.TotalMilliseconds,
        await Servers.StatementsAsync(), await Servers.RedisCommandsAsync());

    public GatewayDb OpenDb()
    {
        var options = new DbContextOptionsBuilder<GatewayDb>().UseNpgsql(Servers.ConnectionString);
        DatabaseRegistration.Configure(options);
        return new GatewayDb(options.Options);
    }

    /// <summary>Orders of the sandbox's merchant, named <c>order_{prefix}_0</c> and so on.</summary>
    public async Task AddOrdersAsync(string prefix, int count)
    {
        await using (var db = OpenDb())
        {
            var merchant = await db.Merchants.SingleAsync(m => m.Email == SandboxMerchant.Email);
            await AddOrdersAsync(prefix, count, merchant.Id);
        }

        await UpdateStatisticsAsync();
    }

    /// <summary>The same for another merchant, before <see cref="UpdateStatisticsAsync"/>.</summary>
    public async Task AddOrdersAsync(string prefix, int count, MerchantId merchant)
    {
        await using var db = OpenDb();
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO orders (id, merchant_id, amount, currency, status, amount_paid, attempts, reusable, created_at, updated_at)
            SELECT 'order_' || {prefix} || '_' || n, {merchant.Value}, 1000, 'INR', 'created', 0, 0, false, now(), now()
            FROM generate_series(0, {count - 1}) n
            """);
    }

    /// <summary>The server does it a minute later; until then its plans fit empty tables, and are slower by far.</summary>
    public Task UpdateStatisticsAsync() => Servers.ExecuteAsync("VACUUM ANALYZE");

    /// <summary>Returns when no job is ready or running.</summary>
    /// <param name="filter">SQL, for some of them only: from "AND".</param>
    public Task WaitForJobsAsync(string filter = "") => WaitAsync(async () =>
        await Servers.ScalarAsync<long>($"SELECT count(*) FROM jobs WHERE state IN ('ready', 'running') {filter}") == 0);

    /// <summary>Gives up after ten minutes: something was lost.</summary>
    public static async Task WaitAsync(
        Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string text = "")
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > WaitTimeout)
            {
                throw new TimeoutException($"Not after {WaitTimeout}: {text}");
            }

            await Task.Delay(PollInterval, TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync()
    {
        HostProcess?[] services = [.. _apis.Select(api => api.Process), .. _workers, _dashboard];
        foreach (var process in services.OfType<HostProcess>())
        {
            await process.DisposeAsync();
        }

        await Servers.DisposeAsync();
    }

    private static async Task WaitUntilReadyAsync(Uri address)
    {
        using var client = new HttpClient { BaseAddress = address };
        await WaitAsync(async () =>
        {
            try
            {
                using var response = await client.GetAsync("/ready");
                return response.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false; // not listening yet
            }
        });
    }

    private HostProcess Start(string host, Uri? address, params string[] arguments) =>
        HostProcess.StartService(host, [.. arguments], new Dictionary<string, string?>
        {
            ["ConnectionStrings__gatewaydb"] = Servers.Postgres.ConnectionString,
            ["ConnectionStrings__redis"] = Servers.RedisConnectionString,
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = address?.GetLeftPart(UriPartial.Authority),
            ["services__api__http__0"] = Apis.Count > 0 ? Apis[0].GetLeftPart(UriPartial.Authority) : null,
            ["services__checkout__http__0"] = "http://localhost:3001",
            ["TEST_MODE"] = "true",
            ["TEST_PROCESSING_DELAY"] = "0",
            ["Logging__LogLevel__Default"] = "Warning",
        });
}
