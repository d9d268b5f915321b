using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace PaymentGateway.Checkout.Demo;

/// <summary>One webhook as it arrived.</summary>
internal sealed record ReceivedWebhook(
    int Number, string EventId, string Event, string? OrderId, string? PaymentId, bool IsVerified, DateTimeOffset ReceivedAt);

/// <summary>The last webhooks the shop has received; whoever looks sees new ones as they come.</summary>
internal sealed class WebhookInbox
{
    private const int Kept = 200;

    private readonly Lock _lock = new();
    private ImmutableList<ReceivedWebhook> _received = [];
    private TaskCompletionSource _next = NewSignal();
    private int _count;

    /// <summary>The same event may arrive twice, for delivery is at least once; the second is dropped.</summary>
    public void Add(Func<int, ReceivedWebhook> received)
    {
        lock (_lock)
        {
            var webhook = received(_count + 1);
            if (_received.Exists(known => known.EventId == webhook.EventId && known.IsVerified))
            {
                return;
            }

            _count++;
            _received = _received.Add(webhook);
            _received = _received.Count > Kept ? _received.RemoveAt(0) : _received;
            _next.SetResult();
            _next = NewSignal();
        }
    }

    public async IAsyncEnumerable<ReceivedWebhook> WatchAsync(
        string orderId, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var seen = 0; !cancel.IsCancellationRequested;)
        {
            ImmutableList<ReceivedWebhook> received;
            Task more;
            lock (_lock)
            {
                (received, more) = (_received, _next.Task);
            }

            foreach (var webhook in received.Where(webhook => webhook.Number > seen && webhook.OrderId == orderId))
            {
                yield return webhook;
            }

            seen = received.IsEmpty ? seen : received[^1].Number;
            await more.WaitAsync(cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // leaving is no error
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
