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
            var (route, id, merchant) = (RouteOf(http), IdOf(http), CurrentMerchant.Of(http.User)?.Id.Value);
            var elapsedMs = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            Log.Answered(app.Logger, level, http.Request.Method, route, id, merchant, http.Response.StatusCode, elapsedMs,
                http.TraceIdentifier);
        }
    });

    private static LogLevel LevelOf(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status429TooManyRequests => LogLevel.Warning,
        >= 400 => LogLevel.Information,
        _ => HttpMethods.IsGet(http.Request.Method) ? LogLevel.Debug : LogLevel.Information,
    };

    private static string RouteOf(HttpContext http) => (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "nowhere";

    private static string? IdOf(HttpContext http) =>
        http.GetRouteValue("id") is string { Length: <= 64 } id && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            ? id
            : null;

    private static partial class Log
    {
        [LoggerMessage("{Method} {Route} {Id} for {MerchantId}: {StatusCode} in {ElapsedMs:0.0} ms, request {RequestId}")]
        public static partial void Answered(ILogger logger, LogLevel level, string method, string route, string? id,
            Guid? merchantId, int statusCode, double elapsedMs, string requestId);
    }
}
