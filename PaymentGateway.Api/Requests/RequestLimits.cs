using Microsoft.AspNetCore.Http.Timeouts;
using PaymentGateway.Api.Errors;

namespace PaymentGateway.Api.Requests;

/// <summary>What one request may cost.</summary>
internal static class RequestLimits
{
    /// <summary>The policy of logging in: hashing a password takes seconds of a busy processor.</summary>
    public const string LogIn = "log-in";

    /// <summary>The policy of changing a password: two are hashed.</summary>
    public const string ChangePassword = "change-password";

    private static readonly TimeSpan LogInTimeout = TimeSpan.FromSeconds(5);

    // With the grace a command gets to end by itself, the answer is out within three seconds.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2.1);

    public static void AddRequestLimits(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null; // JsonBody measures, and answers in our shape
            kestrel.Limits.MaxRequestBufferSize = JsonBody.MaxBytes; // what may be sent before it is read
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        });
        // It logs each with a stack trace, which is that of the wait.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Http.Timeouts", LogLevel.Error);
        builder.Services.AddRequestTimeouts(timeouts =>
        {
            timeouts.DefaultPolicy = Within(Timeout);
            timeouts.AddPolicy(LogIn, Within(LogInTimeout));
            timeouts.AddPolicy(ChangePassword, Within(2 * LogInTimeout));
        });
    }

    /// <summary>
    /// Waiting for a sender, or for another request with the same key, has a limit of its own and costs no work: the time for
    /// the work begins again behind it, at the second <c>UseRequestTimeouts</c>.
    /// </summary>
    public static void RestartTimeout(HttpContext http) => http.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();

    private static RequestTimeoutPolicy Within(TimeSpan timeout) => new()
    {
        Timeout = timeout,
        TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
        WriteTimeoutResponse =
            (ApiErrors.Unavailable with { Cause = $"Not done after {timeout.TotalSeconds} s." }).ExecuteAsync,
    };
}
