using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>Payments of a gateway whose connections to PostgreSQL break and stall, and what it answered.</summary>
internal sealed class PaymentsThroughAProxy(Servers servers)
{
    private const int PaymentsPerSecond = 15;

    private static readonly int Seconds = Volume.Of(6, full: 60, soak: 600);

    /// <summary>The chance that a connection breaks within a second, and as much that it stalls.</summary>
    private static readonly double Share = Volume.Of(10, full: 2, soak: 1) / 100.0;

    private readonly ConcurrentDictionary<int, int> _statuses = new();
    private readonly ConcurrentBag<double> _seconds = [];
    private int _foreign;

    public ICollection<int> Statuses => _statuses.Keys;

    public double MaxSeconds => _seconds.Max();

    /// <summary>Answers that were about the payment of another request.</summary>
    public int Foreign => _foreign;

    /// <summary>A gateway that reaches its database only through a proxy.</summary>
    public static async Task<(UnsteadyProxy Proxy, Gateway Gateway)> StartAsync(Servers servers, int workers, int seed)
    {
        var direct = new NpgsqlConnectionStringBuilder(await servers.NewDatabaseAsync());
        var proxy = new UnsteadyProxy(direct.Port, seed);
        direct.Port = proxy.Port;
        return (proxy, await Gateway.StartAsync(servers, new() { Workers = workers }, direct.ConnectionString));
    }

    /// <returns>How many connections were broken or stalled.</returns>
    public async Task<int> PayAsync(double? share = null, int? seconds = null)
    {
        var seed = TimeProvider.System.GetUtcNow().Millisecond;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var (proxy, gateway) = await StartAsync(servers, workers: 1, seed);
        await using var endsLast = proxy;
        await using var endsFirst = gateway;
        var merchant = await TestMerchant.CreateAsync(gateway);
        proxy.Share = share ?? Share;
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
        return proxy.Resets + proxy.Stalls;
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
}
