using PaymentGateway.Api.Idempotency;

namespace PaymentGateway.Api.Orders;

internal static class OrderEndpoints
{
    public static void MapOrders(this IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/api/v1/orders").RequireAuthorization().WithTags("Orders");
        orders.MapPost("/", CreateOrder.HandleAsync).IsIdempotent();
        orders.MapGet("/", ListOrders.HandleAsync);
        orders.MapGet("/{id}", GetOrder.HandleAsync);
    }
}
