using PaymentGateway.Core.Batching;

namespace PaymentGateway.Tests.Batching;

/// <summary>Runs a step with the same items in two ways, to compare what they do.</summary>
internal static class BatchRuns
{
    /// <returns>The ended tasks of the items.</returns>
    public static async Task<List<Task<TResult>>> RunOneByOneAsync<TItem, TResult>(
        this IBatchStep<TItem, TResult> step, IReadOnlyList<TItem> items)
        where TResult : class
    {
        await using var queue = new BatchQueue<TItem, TResult>(step, new() { MaxItems = 1, Writers = 1 });
        var ended = new List<Task<TResult>>();
        foreach (var item in items)
        {
            ended.Add(queue.RunAsync(item, CancellationToken.None));
            await ((Task)ended[^1]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return ended;
    }

    /// <param name="holder">Another item, which runs while the others gather.</param>
    /// <returns>The ended tasks of the items.</returns>
    public static Task<List<Task<TResult>>> RunTogetherAsync<TItem, TResult>(
        this IBatchStep<TItem, TResult> step, TItem holder, IReadOnlyList<TItem> items)
        where TResult : class =>
        HeldStep<TItem, TResult>.RunTogetherAsync(step, holder, items, new() { Writers = 1, MaxAlone = 1 });

    /// <summary>Each result as text, or the type of its exception.</summary>
    public static List<string> Describe<TResult>(this IEnumerable<Task<TResult>> ended, Func<TResult, string> describe) =>
    [
        .. ended.Select(task =>
            task.Exception is { InnerException: { } failure } ? failure.GetType().Name : describe(task.Result)),
    ];
}
