using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>A process that says it is ready takes traffic at once, as fast as one that has run for long.</summary>
[Collection(Alone.Name)]
public sealed class ReplacingApis(Servers servers)
{
    private const int Burst = 40;

    /// <summary>Requests per second.</summary>
    private static readonly int Rate = Volume.Of(40, full: 150);

    private readonly ConcurrentDictionary<int, int> _statuses = new();
    private readonly ConcurrentBag<double> _seconds = [];

    [Fact]
    public async Task A_process_that_has_just_become_ready_is_warm_and_answers_a_burst_of_requests()
    {
        var lines = new ConcurrentQueue<string>();
        await using var gateway = await Gateway.StartAsync(servers, new() { OwnProcesses = OwnProcesses.Api, Workers = 0, Log = lines.Enqueue });
        var merchant = await TestMerchant.CreateAsync(gateway);
        await merchant.PayAsync();
        await gateway.StartApiAsync();
        await gateway.BecomeReadyAsync(1);

        using var client = merchant.NewClient(api: 1);
        await Task.WhenAll(Enumerable.Range(0, Burst).Select(number => SendAsync(() => number % 2 == 0
            ? client.PostAsJsonAsync("/api/v1/orders", new { amount = 1000 + number })
            : client.GetAsync("/api/v1/payments"))));

        Report();
        Assert.DoesNotContain(_statuses.Keys, status => status is not (200 or 201));
        Assert.Equal(2, lines.Count(line => line.Contains("Warmed up in", StringComparison.Ordinal)));
        Assert.Equal(0, await gateway.ScalarAsync<long>($"SELECT count(*) FROM merchants WHERE name = 'Warm-up'"));
        Assert.Equal(1, await gateway.ScalarAsync<long>($"SELECT count(*) FROM payments"));
    }

    [Fact]
    public async Task Two_apis_that_are_replaced_under_load_fail_no_request()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { OwnProcesses = OwnProcesses.Api, Apis = 2, Workers = 1 });
        var merchant = await TestMerchant.CreateAsync(gateway);
        await merchant.PayAsync();
        var clients = new ConcurrentDictionary<int, HttpClient>([new(0, merchant.NewClient(0)), new(1, merchant.NewClient(1))]);
        using var over = new CancellationTokenSource();
        var load = LoadAsync(clients, over.Token);

        for (var api = 0; api < 2; api++)
        {
            await gateway.StartApiAsync();
            await gateway.BecomeReadyAsync(2 + api);
            clients[2 + api] = merchant.NewClient(2 + api);
            await gateway.Apis[api].StopAsync(TimeSpan.FromSeconds(30));
            clients.TryRemove(api, out _);
        }

        await over.CancelAsync();
        await load;
        Report();
        Assert.DoesNotContain(_statuses.Keys, status => status is not (200 or 201));
        Assert.InRange(_seconds.Max(), 0, 5);
    }

    private async Task LoadAsync(ConcurrentDictionary<int, HttpClient> clients, CancellationToken over)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / Rate), TimeProvider.System);
        var requests = new List<Task>();
        for (var number = 0; !over.IsCancellationRequested; number++)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
            requests.Add(PayAsync(clients, number));
        }

        await Task.WhenAll(requests);
    }

    private Task PayAsync(ConcurrentDictionary<int, HttpClient> clients, int number) => SendAsync(async () =>
    {
        try
        {
            return await RequestAsync(number);
        }
        catch (HttpRequestException)
        {
            return await RequestAsync(number + 1); // refused, or reset before it was accepted: the other one
        }

        Task<HttpResponseMessage> RequestAsync(int turn)
        {
            var client = clients.OrderBy(entry => entry.Key).ElementAt(turn % clients.Count).Value;
            return number % 2 == 0
                ? client.PostAsJsonAsync("/api/v1/orders", new { amount = 1000 + number })
                : client.GetAsync("/api/v1/payments");
        }
    });

    private async Task SendAsync(Func<Task<HttpResponseMessage>> send)
    {
        var started = Stopwatch.GetTimestamp();
        using var response = await send();
        _seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        _statuses.AddOrUpdate((int)response.StatusCode, 1, (_, count) => count + 1);
    }

    private void Report() => TestContext.Current.TestOutputHelper?.WriteLine(
        $"{string.Join(", ", _statuses)}; slowest {_seconds.Max():0.00} s, median {_seconds.Order().ElementAt(_seconds.Count / 2):0.000} s");
}
