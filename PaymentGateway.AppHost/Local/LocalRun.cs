namespace PaymentGateway.AppHost.Local;

/// <summary>Servers, then migrations, then services; kept until told to stop, and stopped in the opposite order.</summary>
internal sealed class LocalRun(Settings settings)
{
    private static readonly TimeSpan ServiceGrace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ServerGrace = TimeSpan.FromSeconds(10);

    private readonly DataFolder _folder = new(settings.Data);
    private readonly Lock _writing = new();
    private readonly List<Resident> _servers = [];
    private readonly List<Resident> _services = [];
    private readonly List<Task> _keepers = [];
    private bool _isReady;

    public async Task RunAsync(CancellationToken stop)
    {
        var start = TimeProvider.System.GetTimestamp();
        await Prerequisites.CheckAsync(stop);
        await _folder.OpenAsync(settings.Fresh, line => Screen.Line("local", line));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            var urls = Topology.Services.Where(service => service.Port is not null)
                .ToDictionary(service => service.Name, service => Url(Ports.Public(service.Name, service.Port!.Value)));
            await StartServersAsync(end.Token);
            await MigrateAsync(urls, end.Token);
            await StartServicesAsync(urls, end.Token);
            await Health.WaitForAsync(_services, end.Token);
            WriteRun(isReady: true);
            Screen.Ready([.. _services, .. _servers], TimeProvider.System.GetElapsedTime(start));
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, end.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Screen.Line("local", "stopping");
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAll(_keepers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.WhenAll(_services.Select(service => service.StopAsync(ServiceGrace)));
            await Task.WhenAll(_servers.Select(server => server.StopAsync(ServerGrace)));
            _folder.Forget();
        }
    }

    private static string Url(int port) => $"http://localhost:{port}";

    private async Task StartServersAsync(CancellationToken end)
    {
        Action<string>? Log(string name) => settings.Verbose ? line => Screen.Line(name, line) : null;
        var (postgresPort, redisPort) = (Ports.Server("postgres", 5432), Ports.Server("redis", 6379));
        var (postgresPassword, redisPassword) = (_folder.Password("postgres"), _folder.Password("redis"));
        _servers.Add(new("postgres", async self =>
        {
            var postgres = await PostgresProcess.StartAsync(
                _folder.Postgres, postgresPort, postgresPassword, log: Log("postgres"), cancel: end);
            (self.ConnectionString, self.Address) = (postgres.ConnectionString, $"127.0.0.1:{postgresPort}");
            self.Purpose = postgres.ClientCommand;
            return postgres.Server;
        }));
        _servers.Add(new("redis", async self =>
        {
            var redis = await RedisProcess.StartAsync(_folder.Redis, redisPort, redisPassword, log: Log("redis"), cancel: end);
            (self.ConnectionString, self.Address) = (redis.ConnectionString, $"127.0.0.1:{redisPort}");
            self.Purpose = redis.ClientCommand;
            return redis.Server;
        }));
        await StartAsync(_servers, end);
    }

    private async Task MigrateAsync(Dictionary<string, string> urls, CancellationToken end)
    {
        await using var migrations = Start(Topology.Migrations, Topology.Migrations.Name, url: null, urls);
        if (await migrations.Exited.WaitAsync(end) is not 0 and var exitCode)
        {
            throw new StartRefusedException($"The migrations ended with code {exitCode}:\n{migrations.Tail}");
        }
    }

    private async Task StartServicesAsync(Dictionary<string, string> urls, CancellationToken end)
    {
        foreach (var service in Topology.Services)
        {
            var count = service.Name switch { "api" => settings.Apis, "worker" => settings.Workers, _ => 1 };
            for (var i = 1; i <= count; i++)
            {
                var name = i == 1 ? service.Name : $"{service.Name}-{i}";
                var url = service.Port is null ? null : i == 1 ? urls[service.Name] : Url(HostProcess.FreePort());
                _services.Add(new(name, _ => Task.FromResult(Start(service, name, url, urls)))
                {
                    Url = url,
                    Address = url ?? "",
                    Purpose = service.Purpose,
                });
            }
        }

        await StartAsync(_services, end);
    }

    private async Task StartAsync(List<Resident> residents, CancellationToken end)
    {
        await Task.WhenAll(residents.Select(resident => resident.StartAsync()));
        residents.ForEach(resident => _folder.Remember(resident.Name, resident.Pid));
        _keepers.AddRange(residents.Select(resident => resident.KeepAsync(Restarted, end)));

        void Restarted(Resident resident)
        {
            lock (_writing)
            {
                _folder.Remember(resident.Name, resident.Pid);
                WriteRun(_isReady);
            }
        }
    }

    private HostProcess Start(Service service, string name, string? url, Dictionary<string, string> urls)
    {
        var output = Path.GetRelativePath(Path.Combine(DotEnv.Root, "PaymentGateway.AppHost"), AppContext.BaseDirectory);
        var dll = Path.Combine(DotEnv.Root, service.Project, output, $"{service.Project}.dll");
        var environment = Topology.EnvironmentOf(
            service, url, _servers[0].ConnectionString, _servers[1].ConnectionString, urls);
        // Every line begins with its resource's name, so an entry is one line; without its name the formatter takes no options.
        environment["Logging__Console__FormatterName"] = "simple";
        environment["Logging__Console__FormatterOptions__SingleLine"] = "true";
        return HostProcess.StartService(dll, service.Arguments, environment, line => Screen.Line(name, line));
    }

    private void WriteRun(bool isReady)
    {
        lock (_writing)
        {
            _isReady = isReady;
            if (isReady)
            {
                _folder.WriteRun(_servers.Concat(_services).Select(resident => resident.Describe()));
            }
        }
    }
}
