namespace PaymentGateway.Tests.Support;

/// <summary>Waits for what is to come true, and fails when it does not in time. Nothing here sleeps a fixed time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

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

            if (TimeProvider.System.GetElapsedTime(started) > limit)
            {
                Assert.Fail($"Not within {limit.TotalSeconds:0.#} s: {what}. The last seen: {value}");
            }

            await Task.Delay(Pause, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public static Task BecomesTrueAsync(Func<Task<bool>> read, string what, TimeSpan? within = null) =>
        GetAsync(read, isIt => isIt, what, within);

    public static Task BecomesTrueAsync(Func<bool> read, string what, TimeSpan? within = null) =>
        GetAsync(() => Task.FromResult(read()), isIt => isIt, what, within);
}
