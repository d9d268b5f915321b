using Microsoft.AspNetCore.HttpsPolicy;

namespace PaymentGateway.Dashboard.Responses;

/// <summary>What browsers are told to refuse, and not to keep, on every page.</summary>
internal static class ResponseHeaders
{
    public static void AddResponseHeaders(this IHostApplicationBuilder builder) =>
        builder.Services.Configure<HstsOptions>(hsts => (hsts.MaxAge, hsts.IncludeSubDomains) = (TimeSpan.FromDays(365), true));

    public static void UseResponseHeaders(this WebApplication app)
    {
        if (app.Environment.IsProduction())
        {
            app.UseHsts(); // elsewhere it would bind a developer's other programs on localhost to https as well
        }

        app.Use((http, next) =>
        {
            var headers = http.Response.Headers;
            headers.ContentSecurityPolicy = PagePolicy.With(PageNonce.Of(http));
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
            http.Response.OnStarting(() =>
            {
                if (headers.CacheControl.Count == 0)
                {
                    headers.CacheControl = "no-store"; // scripts and styles have said something else for themselves
                }

                return Task.CompletedTask;
            });
            return next(http);
        });
    }
}

internal static class PagePolicy
{
    /// <summary>Scripts carry the nonce of this one response; styles are files of ours.</summary>
    public static string With(string nonce) =>
        $"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self'; " +
        "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'; " +
        "object-src 'none'";
}
