namespace PaymentGateway.Core.Batching;

public sealed record BatchOptions
{
    /// <summary>Items in one batch.</summary>
    public int MaxItems { get; init; } = 64;

    /// <summary>
    /// Batches that run at the same time: while one waits for its commit, the next is prepared. On few processors they
    /// would only be smaller, and each item dearer (docs/performance.md).
    /// </summary>
    public int Writers { get; init; } = Environment.ProcessorCount < 4 ? 1 : 2;

    /// <summary>Items that run alone at the same time, most of them waiting for a lock; each holds a connection.</summary>
    public int MaxAlone { get; init; } = 8;

    /// <summary>Items that wait to be taken.</summary>
    public int Capacity { get; init; } = 1024;
}
