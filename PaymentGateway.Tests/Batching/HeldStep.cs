using System.Diagnostics;
using PaymentGateway.Core.Batching;

namespace PaymentGateway.Tests.Batching;

/// <summary>A step whose first item, the holder, keeps the writer until it is released, so that others wait together.</summary>
internal sealed class HeldStep<TItem, TResult>(IBatchStep<TItem, TResult> step, TItem holder) : IBatchStep<TItem, TResult>
    where TResult : class
{
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _alone;

    public string Name => step.Name;

    public TItem Holder => holder;

    public Task IsHeld => _held.Task;

    /// <summary>Items that were run alone, waiting for locks.</summary>
    public int Alone => _alone;

    /// <summary>Runs the items in one batch.</summary>
    /// <param name="options">With one writer.</param>
    public static async Task<List<Task<TResult>>> RunTogetherAsync(
        IBatchStep<TItem, TResult> step, TItem holder, IReadOnlyList<TItem> items, BatchOptions options)
    {
        var held = new HeldStep<TItem, TResult>(step, holder);
        await using var queue = new BatchQueue<TItem, TResult>(held, options);
        var first = queue.RunAsync(holder, CancellationToken.None);
        await held.IsHeld;
        var running = items.Select(item => queue.RunAsync(item, CancellationToken.None)).ToList();
        held.Release();
        await first;
        return running;
    }

    /// <summary>Runs the items in one batch, of which the first is locked: it waits for the lock, and the others do not.</summary>
    /// <returns>The results of the items.</returns>
    public async Task<TResult[]> ExpectFirstToWaitAsync(IReadOnlyList<TItem> items, Func<Task> unlock)
    {
        await using var queue = new BatchQueue<TItem, TResult>(this, new() { Writers = 1 });
        var first = queue.RunAsync(holder, CancellationToken.None);
        await IsHeld;
        var running = items.Select(item => queue.RunAsync(item, CancellationToken.None)).ToList();
        var started = Stopwatch.GetTimestamp();
        Release();

        await Task.WhenAll(running.Skip(1).Append(first));

        var elapsed = Stopwatch.GetElapsedTime(started);
        Assert.False(running[0].IsCompleted);
        await unlock();
        await running[0];
        Assert.Equal(1, Alone); // so the others were run by the batch, which has not failed at the lock
        TestContext.Current.TestOutputHelper?.WriteLine($"{items.Count} in {elapsed.TotalMilliseconds:0} ms beside a lock");
        return await Task.WhenAll(running);
    }

    public void Release() => _released.SetResult();

    public async Task<IReadOnlyList<TResult?>> RunAsync(IReadOnlyList<TItem> items, bool waitsForLocks)
    {
        if (items.Contains(Holder))
        {
            _held.TrySetResult();
            await _released.Task;
        }

        _ = waitsForLocks ? Interlocked.Increment(ref _alone) : 0;
        return await step.RunAsync(items, waitsForLocks);
    }

    public bool CanSucceedAlone(Exception exception) => step.CanSucceedAlone(exception);
}
