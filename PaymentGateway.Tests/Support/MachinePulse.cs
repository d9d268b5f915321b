using System.Globalization;

namespace PaymentGateway.Tests.Support;

/// <summary>
/// When somebody on this machine waited for a processor, as the kernel counts it: the share of a lateness that no schedule can
/// be blamed for. Nothing where the kernel does not count.
/// </summary>
internal sealed class MachinePulse : IAsyncDisposable
{
    private const string Pressure = "/proc/pressure/cpu";
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _over = new();
    private readonly List<(DateTimeOffset At, TimeSpan Waited)> _beats = [];
    private readonly Task _beating;

    public MachinePulse() => _beating = BeatAsync();

    /// <summary>How much of that time somebody had to wait.</summary>
    public TimeSpan WaitedBetween(DateTimeOffset from, DateTimeOffset to)
    {
        lock (_beats)
        {
            var first = _beats.LastOrDefault(beat => beat.At <= from);
            var last = _beats.FirstOrDefault(beat => beat.At >= to, _beats[^1]);
            return last.Waited - first.Waited;
        }
    }

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
            lock (_beats)
            {
                _beats.Add((TimeProvider.System.GetUtcNow(), ReadWaited()));
            }

            await Task.Delay(Beat, TimeProvider.System, _over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // "some avg10=1.53 avg60=0.80 avg300=0.20 total=123456", in microseconds since the machine was started.
    private static TimeSpan ReadWaited() => File.Exists(Pressure)
        ? TimeSpan.FromMicroseconds(long.Parse(File.ReadLines(Pressure).First().Split("total=")[1], CultureInfo.InvariantCulture))
        : TimeSpan.Zero;
}
