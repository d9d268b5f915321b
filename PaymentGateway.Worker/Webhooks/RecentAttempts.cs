using System.Collections.Concurrent;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Worker.Webhooks;

/// <summary>
/// How the attempts of the last minutes went, by address, as this worker saw them. In memory, because a success must not write
/// to a row that all deliveries of its merchant share.
/// </summary>
internal sealed class RecentAttempts
{
    private const int MostAddresses = 10_000;

    private readonly ConcurrentDictionary<(MerchantId Merchant, string Url), Tally> _tallies = new();

    /// <returns>Whether most of them failed.</returns>
    public bool Add(MerchantId merchant, string url, bool isDelivered, DateTimeOffset now)
    {
        if (_tallies.Count >= MostAddresses)
        {
            _tallies.Clear(); // forgetting costs a few more attempts at a bad address, nothing else
        }

        return _tallies.GetOrAdd((merchant, url), _ => new Tally()).Add(isDelivered, now);
    }

    /// <summary>The circuit has opened or closed: what was before is judged already.</summary>
    public void Forget(MerchantId merchant, string url) => _tallies.TryRemove((merchant, url), out _);

    private sealed class Tally
    {
        private const int SlotsOfWindow = 10;
        private static readonly long TicksOfSlot = WebhookCircuit.Window.Ticks / SlotsOfWindow;

        private readonly Queue<(long Slot, int Attempts, int Failures)> _closed = new();
        private (long Slot, int Attempts, int Failures) _current;

        public bool Add(bool isDelivered, DateTimeOffset now)
        {
            lock (_closed)
            {
                MoveTo(now.UtcTicks / TicksOfSlot);
                _current.Attempts++;
                _current.Failures += isDelivered ? 0 : 1;
                return WebhookCircuit.MostFail(
                    _current.Attempts + _closed.Sum(slot => slot.Attempts), _current.Failures + _closed.Sum(slot => slot.Failures));
            }
        }

        private void MoveTo(long slot)
        {
            if (_current.Slot < slot)
            {
                _closed.Enqueue(_current);
                _current = (slot, 0, 0);
            }

            while (_closed.TryPeek(out var oldest) && oldest.Slot <= slot - SlotsOfWindow)
            {
                _closed.Dequeue();
            }
        }
    }
}
