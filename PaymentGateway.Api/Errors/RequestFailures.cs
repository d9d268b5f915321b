using PaymentGateway.Core.Persistence;
using PaymentGateway.ServiceDefaults.Outages;

namespace PaymentGateway.Api.Errors;

/// <summary>Adds what was thrown to the request's line in the log.</summary>
internal sealed class RequestFailures(StackTraceLimit stackTraces)
{
    public void Add(HttpContext http, Exception exception)
    {
        var logged = exception.IsOutage() ? stackTraces.Take(exception) : exception;
        new RequestFailure(exception.GetBaseException().Message, logged).AddTo(http);
    }

    /// <summary>
    /// Ends a response that has started when something is thrown, as in a stream of events when PostgreSQL stops: no error
    /// response can follow, and the framework would log three stack traces.
    /// </summary>
    public async Task AbortStartedResponseAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (Exception exception) when (http.Response.HasStarted)
        {
            if (!http.RequestAborted.IsCancellationRequested)
            {
                Add(http, exception);
                http.Abort(); // what ends early must not look whole
            }
        }
    }
}
