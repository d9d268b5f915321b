using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;

namespace PaymentGateway.Core.Batching;

/// <summary>
/// Runs the items of many callers in batches. A writer takes what is waiting, up to the maximum, and never waits for more:
/// a single item is a batch of one and takes no longer. A batch that fails because of an item is run item by item, and
/// items whose rows are locked run alone, outside the writers, so that no item fails or delays another.
/// </summary>
public sealed class BatchQueue<TItem, TResult> : IAsyncDisposable
    where TResult : class
{
    private readonly IBatchStep<TItem, TResult> _step;
    private readonly BatchOptions _options;
    private readonly Channel<BatchEntry<TItem, TResult>> _waiting;
    private readonly SemaphoreSlim _alone;
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly Task _writers;

    public BatchQueue(IBatchStep<TItem, TResult> step, BatchOptions options)
    {
        (_step, _options) = (step, options);
        _waiting = Channel.CreateBounded<BatchEntry<TItem, TResult>>(options.Capacity);
        _alone = new SemaphoreSlim(options.MaxAlone);
        using (ExecutionContext.SuppressFlow()) // a batch is no part of the request that happens to be the first
        {
            _writers = Task.WhenAll(Enumerable.Range(0, options.Writers).Select(_ => Task.Run(WriteAsync)));
        }
    }

    /// <summary>Waits until the item has been run.</summary>
    /// <param name="cancellationToken">
    /// Ends the waiting. An item that no writer has taken yet is not run; one that has been taken is run completely.
    /// </param>
    /// <exception cref="BatchQueueFullException">Nothing has been done.</exception>
    public Task<TResult> RunAsync(TItem item, CancellationToken cancellationToken)
    {
        var entry = new BatchEntry<TItem, TResult>(item, Activity.Current?.Context, cancellationToken);
        return _waiting.Writer.TryWrite(entry)
            ? entry.Result.WaitAsync(cancellationToken)
            : Task.FromException<TResult>(new BatchQueueFullException(_step.Name));
    }

    /// <summary>Runs what is waiting, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writers;
        await Task.WhenAll(_running.Keys);
        _alone.Dispose();
    }

    private async Task WriteAsync()
    {
        var batch = new List<BatchEntry<TItem, TResult>>(_options.MaxItems);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (batch.Count < _options.MaxItems && _waiting.Reader.TryRead(out var entry))
            {
                if (!entry.IsCancelled)
                {
                    batch.Add(entry);
                }
            }

            if (batch.Count > 0)
            {
                await RunAsync(batch);
                batch.Clear();
            }
        }
    }

    private async Task RunAsync(List<BatchEntry<TItem, TResult>> batch)
    {
        try
        {
            var results = await RunStepAsync(batch, waitsForLocks: false);
            for (var i = 0; i < batch.Count; i++)
            {
                Complete(batch[i], results[i]);
            }
        }
        catch (Exception exception) when (batch.Count > 1 && _step.CanSucceedAlone(exception))
        {
            batch.ForEach(StartAlone);
        }
        catch (Exception exception)
        {
            batch.ForEach(entry => entry.Fail(exception));
        }
    }

    private void Complete(BatchEntry<TItem, TResult> entry, TResult? result)
    {
        if (result is null)
        {
            StartAlone(entry);
        }
        else
        {
            entry.Succeed(result);
        }
    }

    private void StartAlone(BatchEntry<TItem, TResult> entry)
    {
        var task = RunAloneAsync(entry);
        _running[task] = true;
        _ = task.ContinueWith(done => _running.TryRemove(done, out _), CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task RunAloneAsync(BatchEntry<TItem, TResult> entry)
    {
        await _alone.WaitAsync();
        try
        {
            if (!entry.IsCancelled)
            {
                entry.Succeed((await RunStepAsync([entry], waitsForLocks: true))[0]!);
            }
        }
        catch (Exception exception)
        {
            entry.Fail(exception);
        }
        finally
        {
            _alone.Release();
        }
    }

    private async Task<IReadOnlyList<TResult?>> RunStepAsync(
        IReadOnlyList<BatchEntry<TItem, TResult>> batch, bool waitsForLocks)
    {
        using var activity = BatchActivity.Start(_step.Name, [.. batch.Select(entry => entry.Caller)]);
        return await _step.RunAsync([.. batch.Select(entry => entry.Item)], waitsForLocks);
    }
}
