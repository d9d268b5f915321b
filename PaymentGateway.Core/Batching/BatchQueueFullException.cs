namespace PaymentGateway.Core.Batching;

/// <summary>More items wait than a queue may hold: nothing of this one has been done, and it can be retried later.</summary>
public sealed class BatchQueueFullException(string queue) : Exception($"Too many items wait in the queue of '{queue}'.");
