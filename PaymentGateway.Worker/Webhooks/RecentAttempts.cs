using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Secrets;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Worker.Webhooks;

/// <summary>
/// How the attempts of the last minutes went, by address, as this worker saw them. In memory, because a success must not write
/// to a row that all deliveries of its merchant share: at most 7 MB, which no number of addresses empties or outgrows.
/// </summary>
internal sealed class RecentAttempts
{
    private const int Size = 1 << 15;

    private readonly KeyedIndex _index = new(Size);
    private readonly Tally?[] _tallies = new Tally?[Size];

    /// <returns>Whether most of them failed.</returns>
    public bool Add(MerchantId merchant, string url, bool isDelivered, DateTimeOffset now)
    {
        var (first, second) = TalliesOf(merchant, url);
        var (one, other) = (first.Add(isDelivered, now), second.Add(isDelivered, now));
        var (attempts, failures) = one.Attempts <= other.Attempts ? one : other; // the one with less of others in it
        return WebhookCircuit.MostFail(attempts, failures);
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

        private readonly (long Slot, int Attempts, int Failures)[] _slots = new (long, int, int)[SlotsOfWindow];

        public (int Attempts, int Failures) Add(bool isDelivered, DateTimeOffset now)
        {
            var slot = now.UtcTicks / TicksOfSlot;
            lock (_slots)
            {
                ref var current = ref _slots[slot % SlotsOfWindow];
                current = current.Slot == slot ? current : (slot, 0, 0);
                current.Attempts++;
                current.Failures += isDelivered ? 0 : 1;
                var recent = _slots.Where(counted => counted.Slot > slot - SlotsOfWindow);
                return (recent.Sum(counted => counted.Attempts), recent.Sum(counted => counted.Failures));
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
