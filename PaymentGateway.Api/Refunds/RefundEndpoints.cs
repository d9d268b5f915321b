using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Lists;
using PaymentGateway.Api.OpenApi;

namespace PaymentGateway.Api.Refunds;

internal static class RefundEndpoints
{
    public static void MapRefunds(this IEndpointRouteBuilder routes)
    {
        var refunds = routes.MapGroup("/api/v1/refunds").RequireAuthorization().WithTags("Refunds");
        refunds.MapGet("/", ListRefunds.HandleAsync)
            .Describe("listRefunds", "List refunds").Answers<PageOf<RefundResponse>>();
        refunds.MapGet("/{id}", GetRefund.HandleAsync)
            .Describe("getRefund", "Get a refund").Answers<RefundResponse>().Refuses(ApiErrors.RefundNotFound);
    }
}
