using System.Threading.Channels;
using PaymentGateway.Core.Live;

namespace PaymentGateway.Api.Live;

/// <summary>What one watcher has not seen yet. A slow one loses the oldest, never the memory of the process.</summary>
internal sealed class ChangeWatch(Action<ChangeWatch> onEnd, TimeProvider clock) : IDisposable
{
    private const int Kept = 1000;

    private readonly Channel<Change> _changes = Channel.CreateBounded<Change>(
        new BoundedChannelOptions(Kept) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void Hear(Change change) => _changes.Writer.TryWrite(change);

    /// <returns>All that has changed since the last call; none when the time is over before something has.</returns>
    /// <exception cref="OperationCanceledException">The watcher has left.</exception>
    public async Task<IReadOnlyList<Change>> NextAsync(TimeSpan atMost, CancellationToken cancel)
    {
        using var timeIsOver = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeIsOver.Token);
        try
        {
            await _changes.Reader.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return [];
        }

        var changes = new List<Change>();
        while (_changes.Reader.TryRead(out var change))
        {
            changes.Add(change);
        }

        return changes;
    }

    public void Dispose() => onEnd(this);
}
