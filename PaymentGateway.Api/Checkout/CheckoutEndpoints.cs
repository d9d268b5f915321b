using PaymentGateway.Api.Idempotency;

namespace PaymentGateway.Api.Checkout;

/// <summary>What a shopper may do without credentials, and nothing else.</summary>
internal static class CheckoutEndpoints
{
    public static void MapCheckout(this IEndpointRouteBuilder routes)
    {
        var checkout = routes.MapGroup("/api/v1").WithTags("Checkout");
        checkout.MapGet("/orders/{id}/public", GetPublicOrder.HandleAsync);
        checkout.MapPost("/payments/public", CreatePublicPayment.HandleAsync).WithMetadata(Idempotent.ForPayer);
        checkout.MapGet("/payments/{id}/public", GetPublicPayment.HandleAsync);
        checkout.MapGet("/payments/{id}/public/events", WatchPublicPayment.HandleAsync).DisableRequestTimeout();
    }
}
