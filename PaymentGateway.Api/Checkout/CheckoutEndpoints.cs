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
            .Describe("getPublicOrder", "Get what a shopper may know of an order")
            .Answers<PublicOrderResponse>().Refuses(ApiErrors.OrderNotFound);
        checkout.MapPost("/payments/public", CreatePublicPayment.HandleAsync).WithMetadata(Idempotent.ForPayer)
            .Describe("createPublicPayment", "Pay an order from a checkout")
            .Creates<PublicPaymentResponse>().Refuses(PaymentStarter.Refusals);
        checkout.MapGet("/payments/{id}/public", GetPublicPayment.HandleAsync)
            .Describe("getPublicPayment", "Get what a shopper may know of a payment")
            .Answers<PublicPaymentResponse>().Refuses(ApiErrors.PaymentNotFound);
        checkout.MapGet("/payments/{id}/public/events", WatchPublicPayment.HandleAsync)
            .Describe("watchPublicPayment", "Follow a payment", "Its data as it is now and at every change, and the event `heartbeat` every 15 s; ends when it is settled.")
            .Streams<PublicPaymentResponse>(EventStream.ContentType).Refuses(ApiErrors.PaymentNotFound).DisableRequestTimeout();
    }
}
