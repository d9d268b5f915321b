namespace PaymentGateway.Tests.Support;

/// <summary>
/// How late a process with nothing else to do was woken at worst: the share of a lateness that is the machine's own, on which
/// other tests and browsers run at the same time.
/// </summary>
internal sealed class MachinePulse : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _over = new();
    private readonly Task _beating;

    public MachinePulse() => _beating = Task.Run(BeatAsync);

    public TimeSpan WorstStall { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _beating;
        _over.Dispose();
    }

    private async Task BeatAsync()
    {
        while (!_over.IsCancellationRequested)
        {
            var started = TimeProvider.System.GetTimestamp();
            await Task.Delay(Beat, TimeProvider.System, _over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var stall = TimeProvider.System.GetElapsedTime(started) - Beat;
            WorstStall = stall > WorstStall ? stall : WorstStall;
        }
    }
}
