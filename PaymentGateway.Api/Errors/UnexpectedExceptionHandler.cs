using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
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

        var error = Translate(exception);
        if (error.StatusCode >= 500)
        {
            failures.Add(httpContext, exception);
        }

        await error.ExecuteAsync(httpContext);
        return true;
    }

    private static ApiError Translate(Exception exception) => exception switch
    {
        BadHttpRequestException { InnerException: JsonException json } => FromJson(json),
        BadHttpRequestException bad => ApiErrors.ForStatus(bad.StatusCode),
        _ when exception.IsOutage() => ApiErrors.Unavailable,
        _ => ApiErrors.Unexpected,
    };

    // The exception's own text names types of ours: only the place is passed on.
    private static ApiError FromJson(JsonException json)
    {
        var field = FieldNames.FromJsonPath(json.Path);
        return ApiErrors.BadRequest(field is null ? "The body is not the JSON object expected" : $"{field} has the wrong type", field);
    }
}
