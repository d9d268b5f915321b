using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Idempotency;
using PaymentGateway.Api.Live;
using PaymentGateway.Api.OpenApi;
using PaymentGateway.Api.Payments;
using PaymentGateway.Api.Requests;

namespace PaymentGateway.Api.Checkout;

/// <summary>What a shopper may do without credentials, and nothing else.</summary>
internal static class CheckoutEndpoints
{
    public static void MapCheckout(this IEndpointRouteBuilder routes)
    {
        var checkout = routes.MapGroup("/api/v1").WithTags("Checkout").RequireCors(BrowserAccess.PublicRoutes);
        checkout.MapGet("/orders/{id}/public", GetPublicOrder.HandleAsync)
            .Describe("getPublicOrder", "Get an order's public data")
            .Answers<PublicOrderResponse>().Refuses(ApiErrors.OrderNotFound);
        checkout.MapPost("/payments/public", CreatePublicPayment.HandleAsync).WithMetadata(Idempotent.ForPayer)
            .Describe("createPublicPayment", "Pay an order from a checkout")
            .Creates<PublicPaymentResponse>().Refuses(PaymentStarter.Refusals);
        checkout.MapGet("/payments/{id}/public", GetPublicPayment.HandleAsync)
            .Describe("getPublicPayment", "Get a payment's public data")
            .Answers<PublicPaymentResponse>().Refuses(ApiErrors.PaymentNotFound);
        checkout.MapGet("/payments/{id}/public/events", WatchPublicPayment.HandleAsync)
            .Describe("watchPublicPayment", "Follow a payment",
                "Sends the payment now and at every change, and the event `heartbeat` every 15 s. "
                + "The stream ends when the payment is settled.")
            .Streams<PublicPaymentResponse>(EventStream.ContentType).Refuses(ApiErrors.PaymentNotFound).DisableRequestTimeout();
    }
}
