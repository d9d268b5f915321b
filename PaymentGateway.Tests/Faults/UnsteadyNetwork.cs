using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>Connections to the database break and stall: no request fails with 500, and none gets another's payment.</summary>
[Collection(Alone.Name)]
public sealed class UnsteadyNetwork(Servers servers)
{
    private const int PaymentsPerSecond = 15;

    private static readonly int Seconds = Volume.Of(6, full: 60, soak: 600);

    /// <summary>The chance that a connection breaks within a second, and as much that it stalls.</summary>
    private static readonly double Share = Volume.Of(10, full: 2, soak: 1) / 100.0;

    private readonly ConcurrentDictionary<int, int> _statuses = new();
    private readonly ConcurrentBag<double> _seconds = [];
    private string _direct = "";
    private int _foreign;

    [Fact]
    public async Task Broken_and_stalled_connections_give_503_and_never_500_or_a_foreign_payment()
    {
        await using var proxy = await PayThroughProxyAsync(Share);

        Assert.NotEqual(0, proxy.Resets + proxy.Stalls);
        Assert.Contains(201, _statuses.Keys);
        Assert.DoesNotContain(_statuses.Keys, status => status is not (200 or 201 or 503));
        Assert.Equal(0, _foreign);
        Assert.InRange(_seconds.Max(), 0, 5); // a stall may meet a connection that is just being opened
    }

    [Fact]
    public async Task Control_connections_that_all_stall_do_fail_requests()
    {
        await using var proxy = await PayThroughProxyAsync(share: 10, seconds: 2);

        Assert.Contains(503, _statuses.Keys);
        Assert.DoesNotContain(500, _statuses.Keys);
    }

    [Fact]
    public async Task A_connection_that_broke_before_any_use_of_a_statement_gives_no_500()
    {
        await using var proxy = new UnsteadyProxy(await PortAsync(), seed: 1);
        await using var gateway = await StartAsync(proxy, workers: 0);
        var merchant = await TestMerchant.CreateAsync(gateway);
        var payment = await merchant.PayAsync();

        for (var uses = 1; uses <= 8; uses++) // Npgsql prepares a statement at its fifth use on a connection
        {
            proxy.ResetAll();
            for (var use = 0; use < uses; use++)
            {
                (await merchant.GetAsync($"/api/v1/payments/{payment}")).Expect(200);
            }
        }
    }

    private async Task<UnsteadyProxy> PayThroughProxyAsync(double share, int? seconds = null)
    {
        var seed = TimeProvider.System.GetUtcNow().Millisecond;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var proxy = new UnsteadyProxy(await PortAsync(), seed);
        await using var gateway = await StartAsync(proxy, workers: 1);
        var merchant = await TestMerchant.CreateAsync(gateway);
        proxy.Share = share;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / PaymentsPerSecond), TimeProvider.System);
        var payments = new List<Task>();
        for (var number = 0; number < (seconds ?? Seconds) * PaymentsPerSecond; number++)
        {
            await timer.WaitForNextTickAsync();
            payments.Add(PayAsync(merchant, 1000 + number));
        }

        await Task.WhenAll(payments);
        proxy.Share = 0;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{proxy.Resets} resets, {proxy.Stalls} stalls; {string.Join(", ", _statuses.OrderBy(status => status.Key))}; slowest {_seconds.Max():0.0} s");
        return proxy;
    }

    private async Task PayAsync(TestMerchant merchant, int amount)
    {
        if (await SendAsync(() => merchant.PostAsync("/api/v1/orders", new { amount })) is not { } order
            || await SendAsync(() => merchant.PostAsync("/api/v1/payments", new { order_id = order.Text("id"), method = "upi", vpa = "success@sim" })) is not { } payment)
        {
            return;
        }

        var read = await SendAsync(() => merchant.GetAsync($"/api/v1/payments/{payment.Text("id")}"));
        var isOwn = payment.Text("order_id") == order.Text("id") && payment.Number("amount") == amount
            && (read is null || (read.Text("id") == payment.Text("id") && read.Number("amount") == amount));
        if (!isOwn)
        {
            Interlocked.Increment(ref _foreign);
        }

        await SendAsync(() => merchant.GetAsync("/api/v1/payments"));
    }

    /// <returns>Null: refused for now.</returns>
    private async Task<ApiAnswer?> SendAsync(Func<Task<ApiAnswer>> send)
    {
        var started = Stopwatch.GetTimestamp();
        var answer = await send();
        _seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        _statuses.AddOrUpdate((int)answer.Status, 1, (_, count) => count + 1);
        if ((int)answer.Status == 500)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(answer.ToString());
        }

        return (int)answer.Status is 200 or 201 ? answer : null;
    }

    private async Task<int> PortAsync() => new NpgsqlConnectionStringBuilder(_direct = await servers.NewDatabaseAsync()).Port;

    private Task<Gateway> StartAsync(UnsteadyProxy proxy, int workers) => Gateway.StartAsync(
        servers, new() { OwnProcesses = OwnProcesses.Api, Workers = workers }, new NpgsqlConnectionStringBuilder(_direct) { Port = proxy.Port }.ConnectionString);
}
