using System.Diagnostics;
using PaymentGateway.Api.Merchants;

namespace PaymentGateway.Api.Requests;

/// <summary>
/// One line for each request that changes something or is refused: who, what, and how it ended. Reading is left to the
/// metrics and traces. Nothing a caller typed is in it but an id.
/// </summary>
internal static partial class RequestLog
{
    public static void UseRequestLog(this WebApplication app) => app.Use(async (http, next) =>
    {
        var started = Stopwatch.GetTimestamp();
        await next(http);
        var level = LevelOf(http);
        if (app.Logger.IsEnabled(level))
        {
            Write(app.Logger, level, http, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
    });

    private static void Write(ILogger logger, LogLevel level, HttpContext http, double elapsedMs)
    {
        var (method, route, status, request) = (http.Request.Method, RouteOf(http), http.Response.StatusCode, http.TraceIdentifier);
        var merchant = CurrentMerchant.Of(http.User)?.Id.ToString() ?? "anonymous";
        if (IdOf(http) is { } id)
        {
            Log.Answered(logger, level, method, route, id, merchant, status, elapsedMs, request);
        }
        else
        {
            Log.Answered(logger, level, method, route, merchant, status, elapsedMs, request);
        }
    }

    private static LogLevel LevelOf(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status429TooManyRequests => LogLevel.Warning,
        >= 400 => LogLevel.Information,
        _ => HttpMethods.IsGet(http.Request.Method) ? LogLevel.Debug : LogLevel.Information,
    };

    private static string RouteOf(HttpContext http) => (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.TrimEnd('/') ?? "nowhere";

    private static string? IdOf(HttpContext http) =>
        http.GetRouteValue("id") is string { Length: <= 64 } id && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            ? id
            : null;

    private static partial class Log
    {
        [LoggerMessage("{Method} {Route} {Id} for {Merchant}: {StatusCode} in {ElapsedMs:0.0} ms, request {RequestId}")]
        public static partial void Answered(ILogger logger, LogLevel level, string method, string route, string id,
            string merchant, int statusCode, double elapsedMs, string requestId);

        [LoggerMessage("{Method} {Route} for {Merchant}: {StatusCode} in {ElapsedMs:0.0} ms, request {RequestId}")]
        public static partial void Answered(ILogger logger, LogLevel level, string method, string route,
            string merchant, int statusCode, double elapsedMs, string requestId);
    }
}
