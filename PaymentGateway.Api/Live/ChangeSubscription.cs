using System.Threading.Channels;
using PaymentGateway.Core.Live;

namespace PaymentGateway.Api.Live;

/// <summary>The changes that one stream has not sent yet, at most <see cref="Capacity"/>: a slow one loses the oldest.</summary>
internal sealed class ChangeSubscription : IDisposable
{
    private const int Capacity = 1000;

    private readonly Channel<Change?> _changes;
    private readonly Action<ChangeSubscription> _onEnd;
    private readonly TimeProvider _clock;
    private bool _wasInterrupted;

    public ChangeSubscription(Action<ChangeSubscription> onEnd, TimeProvider clock)
    {
        (_onEnd, _clock) = (onEnd, clock);
        _changes = Channel.CreateBounded<Change?>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Volatile.Write(ref _wasInterrupted, true));
    }

    public void Enqueue(Change change) => _changes.Writer.TryWrite(change);

    /// <summary>Changes may have been lost. Ends the waiting of <see cref="NextAsync"/>.</summary>
    public void Interrupt()
    {
        Volatile.Write(ref _wasInterrupted, true);
        _changes.Writer.TryWrite(null);
    }

    /// <returns>Whether changes may have been lost since the last call.</returns>
    public bool WasInterrupted() => Interlocked.Exchange(ref _wasInterrupted, false);

    /// <returns>All changes since the last call, each once; none when the time is over before there is one.</returns>
    /// <exception cref="OperationCanceledException">The client has left.</exception>
    public async Task<IReadOnlyCollection<Change>> NextAsync(TimeSpan maxWait, CancellationToken cancel)
    {
        using var timeIsOver = new CancellationTokenSource(maxWait, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeIsOver.Token);
        try
        {
            await _changes.Reader.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return [];
        }

        var changes = new HashSet<Change>();
        while (_changes.Reader.TryRead(out var change))
        {
            if (change is { } known)
            {
                changes.Add(known);
            }
        }

        return changes;
    }

    public void Dispose() => _onEnd(this);
}
