using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Secrets;

namespace PaymentGateway.Api.Sessions;

/// <summary>
/// An address without an account is locked like one with an account: else the lock would tell which is which. Kept in
/// memory, since there is nothing to protect: 2 MB of counters, which no number of addresses empties or fills. One that shares
/// both its counters with others is locked sooner. A counter is forgotten a day after its last failure.
/// </summary>
internal sealed class StrangerLockOut
{
    private const int Size = 1 << 18;
    private const int MaxFailures = byte.MaxValue;
    private static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    private readonly KeyedIndex _index = new(Size);

    // Failures in the low eight bits, above them the time of the last in unix milliseconds.
    private readonly long[] _counters = new long[Size];

    /// <returns>Null: it is not locked.</returns>
    public DateTimeOffset? LockedUntil(string email, DateTimeOffset now)
    {
        var (first, second) = _index.Of(email);
        var (one, other) = (LockedUntil(first, now), LockedUntil(second, now));
        return Nullable.Compare(one, other) < 0 ? one : other;
    }

    public void Refuse(string email, DateTimeOffset now)
    {
        var (first, second) = _index.Of(email);
        Count(first, now);
        Count(second, now);
    }

    private DateTimeOffset? LockedUntil(int place, DateTimeOffset now)
    {
        var (failures, last) = Read(Volatile.Read(ref _counters[place]), now);
        return LogInLimit.LockedUntil(failures, last);
    }

    private void Count(int place, DateTimeOffset now)
    {
        long seen;
        long next;
        do
        {
            seen = Volatile.Read(ref _counters[place]);
            var failures = Math.Min(Read(seen, now).Failures + 1, MaxFailures);
            next = (now.ToUnixTimeMilliseconds() << 8) | (long)failures;
        }
        while (Interlocked.CompareExchange(ref _counters[place], next, seen) != seen);
    }

    private static (int Failures, DateTimeOffset Last) Read(long counter, DateTimeOffset now)
    {
        var last = DateTimeOffset.FromUnixTimeMilliseconds(counter >> 8);
        return (now - last < Memory ? (int)(counter & MaxFailures) : 0, last);
    }
}
