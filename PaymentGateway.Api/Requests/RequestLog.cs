using System.Diagnostics;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Merchants;
using PaymentGateway.ServiceDefaults;

namespace PaymentGateway.Api.Requests;

/// <summary>
/// One line for each request that changes something, is refused or fails: who, what, and how it ended. Reading is left to
/// the metrics and traces, and probes to what they find.
/// </summary>
internal static partial class RequestLog
{
    public static void UseRequestLog(this WebApplication app) => app.Use(async (http, next) =>
    {
        var started = Stopwatch.GetTimestamp();
        await next(http);
        var failure = RequestFailure.Of(http);
        var level = LevelOf(http, failure);
        if (app.Logger.IsEnabled(level))
        {
            Write(app.Logger, level, http, failure, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
    });

    private static LogLevel LevelOf(HttpContext http, RequestFailure? failure) => http.Response.StatusCode switch
    {
        _ when HealthEndpoints.IsProbe(http) => LogLevel.Debug,
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status429TooManyRequests => LogLevel.Warning,
        >= 500 => LogLevel.Error,
        _ when failure is not null => LogLevel.Error, // after the response had started
        >= 400 => LogLevel.Information,
        _ => HttpMethods.IsGet(http.Request.Method) ? LogLevel.Debug : LogLevel.Information,
    };

    private static void Write(
        ILogger logger, LogLevel level, HttpContext http, RequestFailure? failure, double elapsedMs)
    {
        var (method, route, id) = RequestName.Of(http);
        var (status, request) = (http.Response.StatusCode, http.TraceIdentifier);
        var merchant = CurrentMerchant.Of(http.User)?.Id.ToString() ?? "anonymous";
        switch (id, failure)
        {
            case (null, null):
                Log.Ended(logger, level, method, route, merchant, status, elapsedMs, request);
                break;
            case (null, var (reason, exception)):
                Log.Failed(logger, level, exception, method, route, merchant, status, elapsedMs, request, reason);
                break;
            case (_, null):
                Log.Ended(logger, level, method, route, id, merchant, status, elapsedMs, request);
                break;
            case (_, var (reason, exception)):
                Log.Failed(logger, level, exception, method, route, id, merchant, status, elapsedMs, request, reason);
                break;
        }
    }

    // One with an id and one without: an empty field would say (null).
    private static partial class Log
    {
        private const string End = " in {ElapsedMs:0.0} ms, request {RequestId}";

        [LoggerMessage("{Method} {Route} {Id} for {Merchant}: {StatusCode}" + End)]
        public static partial void Ended(ILogger logger, LogLevel level, string method, string route, string id,
            string merchant, int statusCode, double elapsedMs, string requestId);

        [LoggerMessage("{Method} {Route} for {Merchant}: {StatusCode}" + End)]
        public static partial void Ended(ILogger logger, LogLevel level, string method, string route,
            string merchant, int statusCode, double elapsedMs, string requestId);

        [LoggerMessage("{Method} {Route} {Id} for {Merchant} failed: {StatusCode}" + End + ": {Reason}")]
        public static partial void Failed(ILogger logger, LogLevel level, Exception? exception, string method, string route,
            string id, string merchant, int statusCode, double elapsedMs, string requestId, string reason);

        [LoggerMessage("{Method} {Route} for {Merchant} failed: {StatusCode}" + End + ": {Reason}")]
        public static partial void Failed(ILogger logger, LogLevel level, Exception? exception, string method, string route,
            string merchant, int statusCode, double elapsedMs, string requestId, string reason);
    }
}
