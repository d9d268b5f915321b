namespace PaymentGateway.Tests.Support;

/// <summary>Waits for what is to come true, and fails when it does not in time. Nothing here sleeps a fixed time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan MaxPause = TimeSpan.FromMilliseconds(250);

    public static async Task<T> GetAsync<T>(
        Func<Task<T>> read, Func<T, bool> isIt, string what, TimeSpan? within = null)
    {
        var limit = within ?? Usual;
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var value = await read();
            if (isIt(value))
            {
                return value;
            }

            var elapsed = TimeProvider.System.GetElapsedTime(started);
            if (elapsed > limit)
            {
                Assert.Fail($"Not within {limit.TotalSeconds:0.#} s: {what}. The last seen: {value}");
            }

            await Task.Delay(PauseAfter(elapsed), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    // A tenth of the time so far: reading every 25 ms for many seconds takes the processor from what is waited for.
    private static TimeSpan PauseAfter(TimeSpan elapsed) =>
        TimeSpan.FromTicks(Math.Clamp(elapsed.Ticks / 10, MinPause.Ticks, MaxPause.Ticks));

    public static Task BecomesTrueAsync(Func<Task<bool>> read, string what, TimeSpan? within = null) =>
        GetAsync(read, isIt => isIt, what, within);

    public static Task BecomesTrueAsync(Func<bool> read, string what, TimeSpan? within = null) =>
        GetAsync(() => Task.FromResult(read()), isIt => isIt, what, within);
}
