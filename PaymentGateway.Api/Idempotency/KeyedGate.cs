namespace PaymentGateway.Api.Idempotency;

/// <summary>
/// Lets one request of a key at a time through in this process, so that a stampede waits here and not on database
/// connections. Between processes the unique index decides.
/// </summary>
internal sealed class KeyedGate
{
    private readonly Dictionary<object, Entry> _entries = [];
    private readonly Lock _lock = new();

    /// <returns>To be disposed of when done; null: the key was still in use after <paramref name="atMost"/>.</returns>
    public async Task<IDisposable?> EnterAsync(object key, TimeSpan atMost, CancellationToken cancel)
    {
        Entry entry;
        lock (_lock)
        {
            entry = _entries.TryGetValue(key, out var known) ? known : _entries[key] = new Entry();
            entry.Users++;
        }

        var isIn = false;
        try
        {
            isIn = await entry.Gate.WaitAsync(atMost, cancel);
        }
        finally
        {
            if (!isIn)
            {
                Leave(key, entry, wasIn: false);
            }
        }

        return isIn ? new Pass(this, key, entry) : null;
    }

    private void Leave(object key, Entry entry, bool wasIn)
    {
        lock (_lock)
        {
            if (wasIn)
            {
                entry.Gate.Release();
            }

            if (--entry.Users == 0)
            {
                _entries.Remove(key);
                entry.Gate.Dispose();
            }
        }
    }

    private sealed class Entry
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public int Users { get; set; }
    }

    private sealed class Pass(KeyedGate gate, object key, Entry entry) : IDisposable
    {
        public void Dispose() => gate.Leave(key, entry, wasIn: true);
    }
}
