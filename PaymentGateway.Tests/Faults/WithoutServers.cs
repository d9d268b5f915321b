using System.Diagnostics;
using System.Net.Http.Json;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>Database or Redis are away: the API lives on, says so within three seconds, and needs nobody to start it again.</summary>
public sealed class WithoutServers(Servers servers)
{
    [Fact]
    public async Task Postgres_may_come_after_the_api_go_away_and_come_back()
    {
        var (folder, port) = (servers.Folder.Child("late-postgres"), HostProcess.FreePort());
        var database = $"Host=127.0.0.1;Port={port};Username={PostgresProcess.User};Password={TestFolder.Password};Database={PostgresProcess.Database}";
        await using var api = new LoneApi(database, redis: "127.0.0.1:1");
        await api.BecomesAsync("/alive", 200);
        await api.SaysLaterAsync();

        await using (await PostgresProcess.StartAsync(folder, port, TestFolder.Password, durable: false))
        {
            await InProcessHost.MigrateAsync(database);
            await api.BecomesAsync("/ready", 200);
            (await api.CreateOrderAsync()).Expect(201); // Redis is still away
            Assert.Contains("\"status\":\"degraded\"", (await api.GetAsync("/health")).Expect(200).Body, StringComparison.Ordinal);
        }

        await api.SaysLaterAsync();

        await using var again = await PostgresProcess.StartAsync(folder, port, TestFolder.Password, durable: false);
        await api.BecomesAsync("/ready", 200);
        (await api.CreateOrderAsync()).Expect(201);
    }

    [Fact]
    public async Task Redis_may_go_away_and_payments_are_taken_and_done_later()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { Extra = new Dictionary<string, string?> { ["Queue__RedispatchAfter"] = "00:00:01" } });
        var merchant = await TestMerchant.CreateAsync(gateway);
        gateway.Redis.Kill();
        await gateway.Redis.Exited;

        var started = Stopwatch.GetTimestamp();
        var payment = await merchant.PayAsync();
        var health = await merchant.GetAsync("/health");

        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 5);
        Assert.Contains("\"status\":\"degraded\"", health.Expect(200).Body, StringComparison.Ordinal);
        Assert.Contains("\"redis\":\"disconnected\"", health.Body, StringComparison.Ordinal);
        (await merchant.GetAsync("/ready")).Expect(200);
        await gateway.RestartRedisEmptyAsync();
        await merchant.SettledAsync(payment);
    }

    /// <summary>An API process by itself, and the sandbox's merchant who calls it.</summary>
    private sealed class LoneApi : IAsyncDisposable
    {
        private readonly HostProcess _process;
        private readonly HttpClient _http;

        public LoneApi(string database, string redis)
        {
            var environment = new GatewaySettings().EnvironmentFor(database, redis);
            environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{HostProcess.FreePort()}";
            _process = ServiceProcess.Start("Api", environment);
            _http = new HttpClient { BaseAddress = new Uri(environment["ASPNETCORE_URLS"]!) };
        }

        public async Task<ApiAnswer> GetAsync(string path) => await ApiAnswer.ReadAsync(await _http.GetAsync(new Uri(path, UriKind.Relative)));

        public Task<ApiAnswer> CreateOrderAsync() => SendAsync(HttpMethod.Post, "/api/v1/orders", JsonContent.Create(new { amount = 1000 }));

        private async Task<ApiAnswer> SendAsync(HttpMethod method, string path, HttpContent? content)
        {
            using var request = new HttpRequestMessage(method, path) { Content = content };
            request.Headers.Add("X-Api-Key", SandboxMerchant.ApiKey);
            request.Headers.Add("X-Api-Secret", SandboxMerchant.ApiSecret);
            return await ApiAnswer.ReadAsync(await _http.SendAsync(request));
        }

        public Task<int> BecomesAsync(string path, int status) => Eventually.GetAsync(
            async () =>
            {
                try
                {
                    return (int)(await GetAsync(path)).Status;
                }
                catch (HttpRequestException)
                {
                    return 0; // not listening yet
                }
            },
            seen => seen == status, $"{path} answers {status}", TimeSpan.FromSeconds(60));

        public async Task SaysLaterAsync()
        {
            (await GetAsync("/ready")).Expect(503);
            var started = Stopwatch.GetTimestamp();
            var refused = (await CreateOrderAsync()).ExpectError(503, "SERVICE_UNAVAILABLE");

            Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 3);
            Assert.NotNull(refused.Header("Retry-After"));
            (await SendAsync(HttpMethod.Get, "/alive", content: null)).Expect(200); // whoever asks
            Assert.Contains("\"status\":\"unhealthy\"", (await GetAsync("/health")).Expect(503).Body, StringComparison.Ordinal);
        }

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            await _process.DisposeAsync();
        }
    }
}
