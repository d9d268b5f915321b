using Microsoft.Extensions.Primitives;

namespace PaymentGateway.Dashboard.Sessions;

/// <summary>
/// Over https the names of our cookies begin with <c>__Host-</c>, which browsers accept from this very host alone; over http
/// they would refuse it. The rest of the program knows the names without.
/// </summary>
internal static class HostPrefixedCookies
{
    private const string Prefix = "__Host-";
    private const string Ours = "gateway-";

    public static void UseHostPrefixedCookies(this WebApplication app) => app.Use((http, next) =>
    {
        if (http.Request.IsHttps)
        {
            http.Request.Headers.Cookie = WithoutPrefix(http.Request.Headers.Cookie);
            http.Response.OnStarting(() =>
            {
                http.Response.Headers.SetCookie = WithPrefix(http.Response.Headers.SetCookie);
                return Task.CompletedTask;
            });
        }

        return next(http);
    });

    // A cookie of our name without the prefix can be anybody's: a neighbouring host's, or one from the time of http.
    private static string WithoutPrefix(StringValues header) => string.Join("; ", header
        .SelectMany(line => line!.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .Where(cookie => !cookie.StartsWith(Ours, StringComparison.Ordinal))
        .Select(cookie => cookie.StartsWith(Prefix + Ours, StringComparison.Ordinal) ? cookie[Prefix.Length..] : cookie));

    private static StringValues WithPrefix(StringValues cookies) => cookies
        .Select(cookie => cookie!.StartsWith(Ours, StringComparison.Ordinal) ? Prefix + cookie : cookie).ToArray();
}
