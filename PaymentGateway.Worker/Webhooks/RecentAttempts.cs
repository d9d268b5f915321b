using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Secrets;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Worker.Webhooks;

/// <summary>How many attempts there were within the window, and how many of them failed or were slow.</summary>
/// <param name="Slow">Failed, or took longer than <see cref="WebhookEndpoint.SlowAfter"/>.</param>
internal sealed record AttemptCounts(int Attempts, int Failures, int Slow)
{
    public bool MostFail => WebhookCircuit.MostFail(Attempts, Failures);
}

/// <summary>
/// How the attempts of the last minutes went, by address, as this worker saw them. In memory, because a success must not write
/// to a row that all deliveries of its merchant share: at most 9 MB, which no number of addresses empties or outgrows.
/// </summary>
internal sealed class RecentAttempts
{
    private const int Size = 1 << 15;

    private readonly KeyedIndex _index = new(Size);
    private readonly Tally?[] _tallies = new Tally?[Size];

    /// <param name="duration">Of the attempt.</param>
    /// <returns>With this attempt.</returns>
    public AttemptCounts Add(MerchantId merchant, string url, bool isDelivered, TimeSpan duration, DateTimeOffset now)
    {
        var (first, second) = TalliesOf(merchant, url);
        var isSlow = !isDelivered || duration > WebhookEndpoint.SlowAfter;
        var (one, other) = (first.Add(isDelivered, isSlow, now), second.Add(isDelivered, isSlow, now));
        return one.Attempts <= other.Attempts ? one : other; // the one with less of others in it
    }

    /// <summary>The circuit has opened or closed: what was before is judged already.</summary>
    public void Forget(MerchantId merchant, string url)
    {
        var (first, second) = TalliesOf(merchant, url);
        first.Clear();
        second.Clear();
    }

    private (Tally First, Tally Second) TalliesOf(MerchantId merchant, string url)
    {
        var (first, second) = _index.Of($"{merchant} {url}");
        return (TallyAt(first), TallyAt(second));
    }

    private Tally TallyAt(int place) => LazyInitializer.EnsureInitialized(ref _tallies[place], () => new Tally())!;

    private sealed class Tally
    {
        private const int SlotsOfWindow = 10;
        private static readonly long TicksOfSlot = WebhookCircuit.Window.Ticks / SlotsOfWindow;

        private readonly (long Slot, int Attempts, int Failures, int Slow)[] _slots = new (long, int, int, int)[SlotsOfWindow];

        public AttemptCounts Add(bool isDelivered, bool isSlow, DateTimeOffset now)
        {
            var slot = now.UtcTicks / TicksOfSlot;
            lock (_slots)
            {
                ref var current = ref _slots[slot % SlotsOfWindow];
                current = current.Slot == slot ? current : (slot, 0, 0, 0);
                current.Attempts++;
                current.Failures += isDelivered ? 0 : 1;
                current.Slow += isSlow ? 1 : 0;
                var (attempts, failures, slow) = (0, 0, 0);
                foreach (var counted in _slots)
                {
                    if (counted.Slot > slot - SlotsOfWindow)
                    {
                        (attempts, failures, slow) = (attempts + counted.Attempts, failures + counted.Failures, slow + counted.Slow);
                    }
                }

                return new AttemptCounts(attempts, failures, slow);
            }
        }

        public void Clear()
        {
            lock (_slots)
            {
                Array.Clear(_slots);
            }
        }
    }
}
