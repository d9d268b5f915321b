using PaymentGateway.Api.OpenApi;

namespace PaymentGateway.Api.Stats;

internal static class StatsEndpoints
{
    public static void MapStats(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/stats", GetStats.HandleAsync).RequireAuthorization().WithTags("Stats")
            .Describe("getStats", "Get statistics for a period in one currency").Answers<StatsResponse>();
}
