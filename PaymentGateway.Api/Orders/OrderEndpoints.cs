using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Idempotency;
using PaymentGateway.Api.Lists;
using PaymentGateway.Api.OpenApi;

namespace PaymentGateway.Api.Orders;

internal static class OrderEndpoints
{
    public static void MapOrders(this IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/api/v1/orders").RequireAuthorization().WithTags("Orders");
        orders.MapPost("/", CreateOrder.HandleAsync).IsIdempotent()
            .Describe("createOrder", "Create an order").Creates<OrderResponse>();
        orders.MapGet("/", ListOrders.HandleAsync)
            .Describe("listOrders", "List orders").Answers<PageOf<OrderResponse>>();
        orders.MapGet("/{id}", GetOrder.HandleAsync)
            .Describe("getOrder", "Get an order").Answers<OrderResponse>().Refuses(ApiErrors.OrderNotFound);
    }
}
