using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Errors;

/// <summary>The last resort: what a merchant sends wrong is 400, what is away is 503, and a bug of ours tells nothing.</summary>
internal sealed partial class UnexpectedExceptionHandler(TimeProvider clock, ILogger<UnexpectedExceptionHandler> logger)
    : IExceptionHandler
{
    private static readonly TimeSpan StackInterval = TimeSpan.FromMinutes(1);

    private long _lastStack;

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
            Report(httpContext, exception, isOutage: error == ApiErrors.Unavailable);
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

    // Hundreds of requests fail in the same way while a server is away: one stack a minute tells it all.
    private void Report(HttpContext http, Exception exception, bool isOutage)
    {
        var (method, path, request) = (http.Request.Method, http.Request.Path, http.TraceIdentifier);
        var reason = exception.GetBaseException().Message;
        var last = Interlocked.Read(ref _lastStack);
        if (!isOutage)
        {
            Log.RequestFailed(logger, exception, method, path, request);
        }
        else if ((last == 0 || clock.GetElapsedTime(last) > StackInterval)
            && Interlocked.CompareExchange(ref _lastStack, clock.GetTimestamp(), last) == last)
        {
            Log.RequestUnavailable(logger, exception, method, path, request, reason);
        }
        else
        {
            Log.RequestUnavailable(logger, exception: null, method, path, request, reason);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Method} {Path} failed, request {RequestId}")]
        public static partial void RequestFailed(
            ILogger logger, Exception exception, string method, string path, string requestId);

        [LoggerMessage(LogLevel.Error, "{Method} {Path} is unavailable, request {RequestId}: {Reason}")]
        public static partial void RequestUnavailable(
            ILogger logger, Exception? exception, string method, string path, string requestId, string reason);
    }
}
