using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace PaymentGateway.Api.Errors;

/// <summary>The last resort: what a merchant sends wrong is 400, what is away is 503, and a bug of ours tells nothing.</summary>
internal sealed partial class UnexpectedExceptionHandler(ILogger<UnexpectedExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested && exception is OperationCanceledException)
        {
            return true; // nobody is listening any more
        }

        var error = Translate(exception);
        if (error.StatusCode >= 500)
        {
            Log.RequestFailed(logger, exception, httpContext.Request.Method, httpContext.Request.Path);
        }

        await error.ExecuteAsync(httpContext);
        return true;
    }

    private static ApiError Translate(Exception exception) => exception switch
    {
        InvalidFieldException invalid => ApiErrors.BadRequest(invalid.Message, invalid.Field),
        BadHttpRequestException { InnerException: JsonException json } => FromJson(json),
        BadHttpRequestException bad => ApiErrors.ForStatus(bad.StatusCode),
        _ when IsOutage(exception) => ApiErrors.Unavailable,
        _ => ApiErrors.Unexpected,
    };

    // The exception's own text names types of ours: only the place is passed on.
    private static ApiError FromJson(JsonException json)
    {
        var field = FieldNames.FromJsonPath(json.Path);
        return ApiErrors.BadRequest(field is null ? "The body is not the JSON object expected" : $"{field} has the wrong type", field);
    }

    private static bool IsOutage(Exception exception) => exception switch
    {
        RetryLimitExceededException or TimeoutException or OperationCanceledException => true,
        PostgresException postgres => postgres.IsTransient || postgres.SqlState is PostgresErrorCodes.QueryCanceled,
        NpgsqlException => true,
        DbUpdateException { InnerException: { } inner } => IsOutage(inner),
        InvalidOperationException { InnerException: NpgsqlException inner } => IsOutage(inner),
        _ => false,
    };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
        public static partial void RequestFailed(ILogger logger, Exception exception, string method, string path);
    }
}

/// <summary>A query parameter or header that makes no sense, found while binding, where only an exception gets out.</summary>
internal sealed class InvalidFieldException(string name, string message) : BadHttpRequestException(message)
{
    public string Field => name;
}
