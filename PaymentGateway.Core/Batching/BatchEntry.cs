using System.Diagnostics;

namespace PaymentGateway.Core.Batching;

/// <summary>An item in a queue, and the caller that waits for its result.</summary>
/// <param name="Caller">The span that the caller is in.</param>
internal sealed record BatchEntry<TItem, TResult>(TItem Item, ActivityContext? Caller, CancellationToken CancellationToken)
{
    private readonly TaskCompletionSource<TResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<TResult> Result => _result.Task;

    /// <summary>The caller has gone.</summary>
    public bool IsCancelled => CancellationToken.IsCancellationRequested;

    public void Succeed(TResult result) => _result.TrySetResult(result);

    public void Fail(Exception exception)
    {
        _result.TrySetException(exception);
        _ = _result.Task.Exception; // observed, also when the caller has gone
    }
}
