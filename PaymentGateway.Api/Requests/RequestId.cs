using System.Diagnostics;
using PaymentGateway.Core.Payments.Methods;

namespace PaymentGateway.Api.Requests;

/// <summary>
/// One name for a request in the answer's header, in errors and in every log line: the caller's own when it is sane, else
/// the id of the trace.
/// </summary>
internal static class RequestId
{
    public const string Header = "X-Request-Id";

    private const int MaxLength = 64;

    public static void UseRequestId(this WebApplication app) => app.Use(async (http, next) =>
    {
        var id = http.Request.Headers[Header] is [{ } sent] && IsSane(sent) ? sent : NewId();
        http.TraceIdentifier = id;
        http.Response.OnStarting(Stamp, http); // last of all: who handles an exception begins with clearing the headers
        Activity.Current?.SetTag("request.id", id);
        using (app.Logger.BeginScope(new Dictionary<string, object> { ["RequestId"] = id }))
        {
            await next(http);
        }
    });

    private static Task Stamp(object state)
    {
        var http = (HttpContext)state;
        http.Response.Headers[Header] = http.TraceIdentifier;
        http.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }

    private static string NewId() =>
        Activity.Current?.TraceId.ToHexString() ?? ActivityTraceId.CreateRandom().ToHexString();

    private static bool IsSane(string text) =>
        text.Length is > 0 and <= MaxLength && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
        && !StrayCardNumber.Is(text);
}
