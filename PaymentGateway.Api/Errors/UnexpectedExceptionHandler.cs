using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Errors;

/// <summary>The last resort: what a merchant sends wrong is 400, what is away is 503, and a bug of ours tells nothing.</summary>
internal sealed class UnexpectedExceptionHandler(RequestFailures failures) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested && exception is OperationCanceledException)
        {
            return true; // nobody is listening any more
        }

        var error = Translate(httpContext, exception);
        if (error.StatusCode >= 500)
        {
            failures.Add(httpContext, exception);
        }

        await error.ExecuteAsync(httpContext);
        return true;
    }

    private static ApiError Translate(HttpContext http, Exception exception) => exception switch
    {
        BadHttpRequestException { InnerException: JsonException json } => FromJson(http, json),
        BadHttpRequestException bad => ApiErrors.ForStatus(bad.StatusCode),
        BatchQueueFullException => ApiErrors.Unavailable,
        _ when exception.IsOutage() => ApiErrors.Unavailable,
        _ => ApiErrors.Unexpected,
    };

    private static ApiError FromJson(HttpContext http, JsonException json) => FieldNames.FromJsonPath(json.Path) is { } field
        ? ApiErrors.BadRequest($"{field} must be {ExpectedJson.KindOf(http, field)}", field)
        : ApiErrors.BadRequest("Request body must be a JSON object");
}
