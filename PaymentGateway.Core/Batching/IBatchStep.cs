namespace PaymentGateway.Core.Batching;

/// <summary>What a <see cref="BatchQueue{TItem, TResult}"/> does with the items that it takes together.</summary>
public interface IBatchStep<in TItem, TResult>
    where TResult : class
{
    /// <summary>The name of a batch in traces.</summary>
    string Name { get; }

    /// <summary>Runs all items in one transaction, or none of them.</summary>
    /// <param name="waitsForLocks">
    /// False: items whose rows another transaction holds are skipped. True only for a single item, which waits for them.
    /// </param>
    /// <returns>A result for each item, in their order; null for a skipped one.</returns>
    Task<IReadOnlyList<TResult?>> RunAsync(IReadOnlyList<TItem> items, bool waitsForLocks);

    /// <summary>Whether the items would succeed one by one: false when every item fails for the same reason, as in an outage.</summary>
    bool CanSucceedAlone(Exception exception);
}
