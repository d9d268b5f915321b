using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.Live;
using PaymentGateway.Api.Payments;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Payments;

namespace PaymentGateway.Api.Checkout;

/// <summary>The payment as it is, and again whenever it changes, until it is settled.</summary>
internal static class WatchPublicPayment
{
    // Pushes are not promised to arrive; this is how long a lost one can go unnoticed.
    private static readonly TimeSpan WhilePushed = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WhileNot = TimeSpan.FromMilliseconds(500);

    public static async Task<IResult> HandleAsync(
        PaymentId id, HttpContext http, ChangeHub hub, BatchQueue<PaymentId, PaymentLookup> payments, TimeProvider clock,
        CancellationToken cancellationToken) =>
        (await payments.RunAsync(id, cancellationToken)).Payment is null
            ? ApiErrors.PaymentNotFound
            : EventStream.Of(http, ends => WatchAsync(id, hub, payments, clock, ends));

    private static async IAsyncEnumerable<SseItem<string>> WatchAsync(
        PaymentId id, ChangeHub hub, BatchQueue<PaymentId, PaymentLookup> payments, TimeProvider clock,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var subscription = hub.Subscribe(id); // before the first look: nothing falls between the two
        var heartbeat = new Heartbeat(clock);
        PublicPaymentResponse? told = null;
        while ((await payments.RunAsync(id, cancellationToken)).Payment is { } stored)
        {
            var payment = PublicPaymentResponse.From(stored);
            if (heartbeat.Next(hub.IsLive) is { } beat)
            {
                yield return beat;
            }

            if (told?.Status != payment.Status)
            {
                told = payment;
                yield return new(JsonSerializer.Serialize(payment, ApiJson.Default.PublicPaymentResponse));
            }

            if (payment.IsSettled)
            {
                yield break;
            }

            await subscription.NextAsync(hub.IsLive ? WhilePushed : WhileNot, cancellationToken);
        }
    }
}
