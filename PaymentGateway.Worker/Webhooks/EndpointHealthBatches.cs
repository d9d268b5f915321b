using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Worker.Webhooks;

/// <summary>
/// Deliveries of one endpoint end at the same time and share its row: the outcomes that come while a transaction is under way
/// are recorded together by the next.
/// </summary>
internal sealed class EndpointHealthBatches(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>While the row is locked by another session, entries that no delivery waits for any more must not pile up.</summary>
    private static readonly TimeSpan MaxDuration = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<(MerchantId Merchant, string Url), Batch> _next = []; // of every endpoint that is being recorded

    /// <summary>Ends when the entry is committed.</summary>
    /// <exception cref="Exception">It was not.</exception>
    public Task CommitAsync(MerchantId merchant, string url, EndpointHealthEntry entry)
    {
        lock (_lock)
        {
            if (_next.TryGetValue((merchant, url), out var next))
            {
                next.Entries.Add(entry);
                return next.Committed.Task;
            }

            var first = new Batch();
            first.Entries.Add(entry);
            _next[(merchant, url)] = new Batch();
            _ = Task.Run(() => CommitAllAsync(merchant, url, first));
            return first.Committed.Task;
        }
    }

    private async Task CommitAllAsync(MerchantId merchant, string url, Batch first)
    {
        for (var batch = first; batch is not null; batch = TakeNext(merchant, url))
        {
            try
            {
                using var tooLate = new CancellationTokenSource(MaxDuration, clock);
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<EndpointHealthUpdate>().ApplyAsync(merchant, url, batch.Entries, tooLate.Token);
                batch.Committed.SetResult();
            }
            catch (Exception exception)
            {
                batch.Committed.SetException(exception);
                _ = batch.Committed.Task.Exception; // those who waited may have given up
            }
        }
    }

    private Batch? TakeNext(MerchantId merchant, string url)
    {
        lock (_lock)
        {
            var next = _next[(merchant, url)];
            if (next.Entries.Count == 0)
            {
                _next.Remove((merchant, url));
                return null;
            }

            _next[(merchant, url)] = new Batch();
            return next;
        }
    }

    private sealed class Batch
    {
        public List<EndpointHealthEntry> Entries { get; } = [];

        public TaskCompletionSource Committed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
