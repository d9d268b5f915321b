using System.Text;
using PaymentGateway.Api.Json;

namespace PaymentGateway.Api.Idempotency;

/// <summary>An answer as the exact characters that are, or were, stored.</summary>
internal sealed record StoredJson(int StatusCode, string Body, bool IsReplay) : IResult, IStatusCodeHttpResult
{
    public const string ReplayHeader = "Idempotent-Replayed";

    int? IStatusCodeHttpResult.StatusCode => StatusCode;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = StatusCode;
        if (IsReplay)
        {
            response.Headers[ReplayHeader] = "true";
        }

        return JsonResponse.WriteAsync(response, Encoding.UTF8.GetBytes(Body)); // the newline is written, not stored
    }
}
