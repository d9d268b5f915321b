using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Worker.Webhooks;

namespace PaymentGateway.Tests.Support;

/// <summary>
/// A whole gateway on its own database and its own Redis. API and worker run in the process of the tests, or in a
/// process of their own where a test kills, measures or traces one.
/// </summary>
internal sealed class Gateway : IAsyncDisposable
{
    private readonly GatewaySettings _settings;
    private readonly Servers _servers;
    private readonly string _database;
    private readonly List<IGatewayHost> _apis = [];
    private readonly List<IGatewayHost> _workers = [];

    private Gateway(Servers servers, GatewaySettings settings, string database, RedisProcess redis) =>
        (_servers, _settings, _database, Redis) = (servers, settings, database, redis);

    public RedisProcess Redis { get; private set; }

    /// <summary>Where each API listens.</summary>
    public List<Uri> ApiAddresses { get; } = [];

    public HttpClient Api { get; private set; } = null!;

    /// <summary>Only if workers have processes of their own.</summary>
    public IReadOnlyList<HostProcess> Workers => [.. _workers.Cast<HostProcess>()];

    /// <summary>Only if APIs have processes of their own.</summary>
    public IReadOnlyList<HostProcess> Apis => [.. _apis.Cast<HostProcess>()];

    public bool HasWorkers => _workers.Count > 0;

    public string ConnectionString => _database;

    public static async Task<Gateway> StartAsync(Servers servers, GatewaySettings? settings = null, string? database = null)
    {
        settings ??= new GatewaySettings();
        var redis = await RedisProcess.StartAsync(servers.Data.Child("redis"), 0, TestFolder.Password, durable: false);
        var gateway = new Gateway(servers, settings, database ?? await servers.NewDatabaseAsync(), redis);
        for (var i = 0; i < settings.Workers; i++)
        {
            await gateway.StartWorkerAsync(settings.Programs);
        }

        for (var i = 0; i < settings.Apis; i++)
        {
            await gateway.StartApiAsync(settings.Programs);
        }

        gateway.Api = gateway.NewClient();
        await gateway.BecomeHealthyAsync();
        await Task.WhenAll(Enumerable.Range(0, settings.Apis).Select(gateway.BecomeReadyAsync));
        return gateway;
    }

    public HttpClient NewClient(int api = 0) => new(new SocketsHttpHandler { MaxConnectionsPerServer = 512 })
    {
        BaseAddress = ApiAddresses[api],
    };

    public GatewayDb OpenDb() => TestDatabase.Open(_database);

    /// <summary>The first value of what one statement gives.</summary>
    public async Task<T> ScalarAsync<T>(FormattableString sql)
    {
        await using var db = OpenDb();
        return (await db.Database.SqlQuery<T>(sql).ToListAsync())[0];
    }

    public async Task<int> ExecuteAsync(FormattableString sql)
    {
        await using var db = OpenDb();
        return await db.Database.ExecuteSqlAsync(sql);
    }

    /// <summary>The payment succeeds and pays its order, without a worker: one transaction, as the database demands.</summary>
    public Task<int> SettleBySqlAsync(string payment) => ExecuteAsync($"""
        UPDATE payments SET status = 'success', completed_at = now() WHERE id = {payment};
        UPDATE orders o SET status = 'paid', amount_paid = o.amount FROM payments p WHERE p.id = {payment} AND o.id = p.order_id
        """);

    /// <summary>Makes the deliveries of the events in the outbox, as a worker does: for a gateway without one.</summary>
    public async Task FanOutAsync()
    {
        await using var worker = await HostServices.CreateAsync(_servers, "Worker", _database, Redis.ConnectionString);
        await worker.Get<FanOut>().RunAsync();
    }

    /// <param name="programs">As <see cref="GatewaySettings.Programs"/>.</param>
    public async Task StartWorkerAsync(string? programs = null)
    {
        var settings = _settings.EnvironmentFor(_database, Redis.ConnectionString);
        IGatewayHost worker = _settings.OwnProcesses.HasFlag(OwnProcesses.Worker)
            ? ServiceProcess.StartFrom(programs, "Worker", settings, _settings.Log)
            : await InProcessHost.StartAsync("Worker", settings, _settings.Log);
        _workers.Add(worker);
    }

    /// <summary>Kills the last one and starts another.</summary>
    public async Task ReplaceWorkerAsync()
    {
        var worker = Workers[^1];
        worker.Kill();
        await worker.Exited;
        await StartWorkerAsync();
    }

    /// <param name="programs">As <see cref="GatewaySettings.Programs"/>.</param>
    public async Task StartApiAsync(string? programs = null)
    {
        var settings = _settings.EnvironmentFor(_database, Redis.ConnectionString);
        if (!_settings.OwnProcesses.HasFlag(OwnProcesses.Api))
        {
            var api = await InProcessHost.StartAsync("Api", settings, _settings.Log);
            _apis.Add(api);
            ApiAddresses.Add(api.Address);
            return;
        }

        var address = new Uri($"http://127.0.0.1:{HostProcess.FreePort()}");
        settings["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority);
        ApiAddresses.Add(address);
        _apis.Add(ServiceProcess.StartFrom(programs, "Api", settings, _settings.Log));
    }

    /// <summary>Redis again on the same port, with or without what it held.</summary>
    public async Task RestartRedisEmptyAsync()
    {
        var port = Redis.Port;
        Redis.Kill();
        await Redis.Exited;
        Redis = await RedisProcess.StartAsync(_servers.Data.Child("redis"), port, TestFolder.Password, durable: false);
    }

    public Task BecomeHealthyAsync() => Eventually.GetAsync(
        async () =>
        {
            try
            {
                return await Api.GetStringAsync("/health");
            }
            catch (HttpRequestException exception)
            {
                return exception.Message + string.Concat(_apis.Where(HasExited).Select(api => api.Tail));
            }
        },
        health => health.Contains(_settings.Workers > 0 ? "\"healthy\"" : "\"connected\"", StringComparison.Ordinal),
        "the gateway is healthy", TimeSpan.FromSeconds(60));

    /// <summary>Waits for the first heartbeat, for which a busy machine takes its time.</summary>
    public Task HasWorkerAsync() => Eventually.BecomesTrueAsync(
        async () => await ScalarAsync<long>($"SELECT count(*) AS \"Value\" FROM workers") > 0, "a worker has started", TimeSpan.FromSeconds(60));

    public async Task BecomeReadyAsync(int api)
    {
        using var client = NewClient(api);
        await Eventually.GetAsync(
            async () =>
            {
                try
                {
                    return (await client.GetAsync("/ready")).IsSuccessStatusCode;
                }
                catch (HttpRequestException) when (!HasExited(_apis[api]))
                {
                    return false; // not listening yet
                }
            },
            isReady => isReady, $"API {api} is ready", TimeSpan.FromSeconds(60));
    }

    /// <summary>What all its processes wrote last; for a failing test to show.</summary>
    public string Logs => string.Join('\n', [.. _apis.Select(api => api.Tail), .. _workers.Select(worker => worker.Tail)]);

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_workers.Concat(_apis).Select(process => process.DisposeAsync().AsTask()));
        await Redis.DisposeAsync();
        Api.Dispose();
    }

    private static bool HasExited(IGatewayHost host) => host is HostProcess { Exited.IsCompleted: true };
}
