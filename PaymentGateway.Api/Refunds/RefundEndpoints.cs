namespace PaymentGateway.Api.Refunds;

internal static class RefundEndpoints
{
    public static void MapRefunds(this IEndpointRouteBuilder routes)
    {
        var refunds = routes.MapGroup("/api/v1/refunds").RequireAuthorization().WithTags("Refunds");
        refunds.MapGet("/", ListRefunds.HandleAsync);
        refunds.MapGet("/{id}", GetRefund.HandleAsync);
    }
}
