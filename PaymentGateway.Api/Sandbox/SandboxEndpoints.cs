using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.OpenApi;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;

namespace PaymentGateway.Api.Sandbox;

public sealed record TestMerchantResponse(Guid Id, string Email, string ApiKey, bool Seeded);

/// <param name="Pending">Jobs that are due and nobody has taken.</param>
/// <param name="Processing">Jobs that run, or wait for the bank.</param>
/// <param name="Completed">Jobs done, ever.</param>
/// <param name="Failed">Jobs given up, ever.</param>
/// <param name="WorkerStatus">running, or stopped when no worker has been seen for 15 seconds.</param>
public sealed record JobsStatusResponse(long Pending, long Processing, long Completed, long Failed, string WorkerStatus);

/// <summary>What only a sandbox answers, and to anybody.</summary>
internal static class SandboxEndpoints
{
    public static void MapSandbox(this IEndpointRouteBuilder routes)
    {
        var tests = routes.MapGroup("/api/v1/test").WithTags("Test");
        tests.MapGet("/merchant", GetMerchantAsync)
            .Describe("getTestMerchant", "Get the public test merchant").Answers<TestMerchantResponse>().Refuses(ApiErrors.UnknownRoute);
        tests.MapGet("/jobs/status", GetJobsStatusAsync)
            .Describe("getJobsStatus", "Get job counts").Answers<JobsStatusResponse>();
    }

    private static async Task<IResult> GetMerchantAsync(GatewayDb db, CancellationToken cancel) =>
        await db.Merchants.AsNoTracking().SingleOrDefaultAsync(m => m.Email == SandboxMerchant.Email, cancel) is { } merchant
            ? JsonResponse.Of(new TestMerchantResponse(merchant.Id.Value, merchant.Email, merchant.ApiKey, Seeded: true),
                ApiJson.Default.TestMerchantResponse)
            : ApiErrors.UnknownRoute;

    private static async Task<IResult> GetJobsStatusAsync(GatewayDb db, CancellationToken cancel)
    {
        var counts = await JobCounts.ReadAsync(db, cancel);
        return JsonResponse.Of(new JobsStatusResponse(counts.Pending, counts.Processing, counts.Completed, counts.Failed,
            counts.WorkerIsRunning ? "running" : "stopped"), ApiJson.Default.JobsStatusResponse);
    }
}
