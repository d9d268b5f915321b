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

    // The exception's own text names types of ours: only the place and the kind of value are passed on.
    private static ApiError FromJson(JsonException json) => FieldNames.FromJsonPath(json.Path) is { } field
        ? ApiErrors.BadRequest($"{field} must be {KindIn(json.Message, field)}", field)
        : ApiErrors.BadRequest("Request body must be a JSON object");

    private static string KindIn(string message, string field) => message switch
    {
        _ when message.Contains("System.Int", StringComparison.Ordinal) =>
            field == "amount" ? "an integer in minor units" : "an integer",
        _ when message.Contains("System.Collections", StringComparison.Ordinal) => "an array",
        _ when message.Contains("System.String", StringComparison.Ordinal) => "a string",
        _ when message.Contains("System.Boolean", StringComparison.Ordinal) => "true or false",
        _ => "an object",
    };
}
