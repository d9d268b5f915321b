using System.Threading.RateLimiting;
using PaymentGateway.Api.Limits;
using PaymentGateway.Api.Requests;

namespace PaymentGateway.Api.Idempotency;

/// <summary>
/// Lets one request of a key at a time through in this process, so that a stampede waits here and not on database
/// connections. Between processes the unique index decides. Those that wait hold no slot, and are bounded by their memory.
/// </summary>
internal sealed class KeyedGate : IDisposable
{
    private const int MaxWaitingKilobytes = 64 * 1024;

    private readonly ConcurrencyLimiter _waiting = new(new() { PermitLimit = MaxWaitingKilobytes, QueueLimit = 0 });
    private readonly Dictionary<object, Entry> _entries = [];
    private readonly Lock _lock = new();

    /// <returns>To be disposed of when done; null: the key was still in use after <paramref name="atMost"/>, or too many wait.</returns>
    public async Task<IDisposable?> EnterAsync(HttpContext http, object key, TimeSpan atMost)
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
            isIn = entry.Gate.Wait(0, http.RequestAborted) || await WaitAsync(http, entry.Gate, atMost);
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

    public void Dispose() => _waiting.Dispose();

    private async Task<bool> WaitAsync(HttpContext http, SemaphoreSlim gate, TimeSpan atMost)
    {
        using var memory = _waiting.AttemptAcquire(KilobytesOf(http.Request));
        var slot = RequestSlot.Of(http);
        slot?.Release();
        RequestLimits.RestartTimeout(http);
        if (!memory.IsAcquired || !await gate.WaitAsync(atMost, http.RequestAborted))
        {
            return false;
        }

        var isIn = slot is null;
        try
        {
            return isIn = isIn || await slot!.AcquireAsync(http.RequestAborted);
        }
        finally
        {
            if (!isIn)
            {
                gate.Release();
            }
        }
    }

    // A parsed body takes up to eight times its length.
    private static int KilobytesOf(HttpRequest request) => 8 + (8 * (int)((request.ContentLength ?? 0) / 1024));

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
