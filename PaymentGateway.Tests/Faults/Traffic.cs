using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>One merchant's customers, paying as fast as one client can.</summary>
internal static class Traffic
{
    private const int Connections = 8;

    /// <param name="meanwhile">Runs beside the payments and ends with them.</param>
    public static async Task PayAsync(TestMerchant merchant, int payments, Func<CancellationToken, Task>? meanwhile = null)
    {
        using var over = new CancellationTokenSource();
        var trouble = meanwhile?.Invoke(over.Token) ?? Task.CompletedTask;
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) <= payments)
            {
                await PayOnceAsync(merchant, VpaOf(next));
            }
        }));
        await over.CancelAsync();
        await trouble;
    }

    /// <summary>One payment after the other, at least <paramref name="pace"/> apart.</summary>
    public static async Task PaySlowlyAsync(TestMerchant merchant, int payments, TimeSpan pace)
    {
        using var timer = new PeriodicTimer(pace, TimeProvider.System);
        for (var next = 1; next <= payments; next++)
        {
            await PayOnceAsync(merchant, VpaOf(next));
            await timer.WaitForNextTickAsync();
        }
    }

    private static string VpaOf(int payment) => payment % 10 == 0 ? "failure@sim" : "success@sim";

    // As a merchant's server should: the same key again until there is an answer.
    private static async Task PayOnceAsync(TestMerchant merchant, string vpa)
    {
        var order = await UntilAnsweredAsync(key => merchant.PostAsync("/api/v1/orders", new { amount = 1000 }, key));
        await UntilAnsweredAsync(key => merchant.PostAsync("/api/v1/payments", new { order_id = order.Text("id"), method = "upi", vpa }, key));
    }

    private static async Task<ApiAnswer> UntilAnsweredAsync(Func<string, Task<ApiAnswer>> send)
    {
        var key = Guid.NewGuid().ToString();
        return await Eventually.GetAsync(async () => await send(key), answer => (int)answer.Status == 201, "the request is answered");
    }

    /// <summary>Does something again and again, at times drawn from a seed that the test prints.</summary>
    public static async Task RepeatAsync(int seed, int fromMs, int toMs, Func<Task> act, CancellationToken over)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
#pragma warning disable RS0030, CA5394 // repeatable on purpose: a failing seed is run again
        var dice = new Random(seed);
        while (!over.IsCancellationRequested)
        {
            var pause = TimeSpan.FromMilliseconds(dice.Next(fromMs, toMs));
#pragma warning restore RS0030, CA5394
            await Task.Delay(pause, TimeProvider.System, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await act();
        }
    }
}
