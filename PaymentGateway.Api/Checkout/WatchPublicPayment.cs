using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.Live;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Checkout;

/// <summary>The payment as it is, and again whenever it changes, until it is settled.</summary>
internal static class WatchPublicPayment
{
    // Pushes are not promised to arrive; this is how long a lost one can go unnoticed.
    private static readonly TimeSpan WhilePushed = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WhileNot = TimeSpan.FromMilliseconds(500);

    public static async Task<IResult> HandleAsync(
        PaymentId id, HttpContext http, ChangeHub hub, IServiceScopeFactory scopes, TimeProvider clock, CancellationToken cancel) =>
        await ReadAsync(scopes, id, cancel) is null
            ? ApiErrors.PaymentNotFound
            : EventStream.Of(http, ends => WatchAsync(id, hub, scopes, clock, ends));

    private static async IAsyncEnumerable<SseItem<string>> WatchAsync(
        PaymentId id, ChangeHub hub, IServiceScopeFactory scopes, TimeProvider clock,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        using var subscription = hub.Subscribe(id); // before the first look: nothing falls between the two
        var heartbeat = new Heartbeat(clock);
        PublicPaymentResponse? told = null;
        while (await ReadAsync(scopes, id, cancel) is { } payment)
        {
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

            await subscription.NextAsync(hub.IsLive ? WhilePushed : WhileNot, cancel);
        }
    }

    private static async Task<PublicPaymentResponse?> ReadAsync(
        IServiceScopeFactory scopes, PaymentId id, CancellationToken cancel)
    {
        // A scope for each look: a watcher must not keep a database context for as long as a bank thinks.
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GatewayDb>();
        return await db.Payments.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel) is { } payment
            ? PublicPaymentResponse.From(payment)
            : null;
    }
}
