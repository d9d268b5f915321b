using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Api.Requests;
using PaymentGateway.Core.Ids;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Idempotency;

/// <summary>Marks a route that honours <c>Idempotency-Key</c>.</summary>
/// <param name="Payer">The route of a shopper, whose keys belong to the order's merchant.</param>
internal sealed record Idempotent(bool Payer, Func<HttpContext, ValueTask<MerchantId?>> FindOwnerAsync)
{
    public static readonly Idempotent ForMerchant = new(
        Payer: false, http => ValueTask.FromResult(CurrentMerchant.Of(http.User)?.Id));

    public static readonly Idempotent ForPayer = new(Payer: true, FindMerchantOfOrderAsync);

    private static async ValueTask<MerchantId?> FindMerchantOfOrderAsync(HttpContext http)
    {
        if (JsonBody.Of(http) is not { } body || !body.TryGetProperty("order_id", out var order)
            || order.ValueKind != JsonValueKind.String)
        {
            return null; // the handler says what is missing
        }

        var id = PrefixedId.ParseOrUnknown<OrderId>(order.GetString());
        var db = http.RequestServices.GetRequiredService<GatewayDb>();
        return await db.Orders.Where(o => o.Id == id).Select(o => (MerchantId?)o.MerchantId)
            .SingleOrDefaultAsync(http.RequestAborted);
    }
}
