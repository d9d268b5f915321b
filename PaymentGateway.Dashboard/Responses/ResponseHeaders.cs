namespace PaymentGateway.Dashboard.Responses;

/// <summary>What browsers are told to refuse on every page.</summary>
internal static class ResponseHeaders
{
    private const int YearInSeconds = 31_536_000;

    public static void UseResponseHeaders(this WebApplication app) => app.Use((http, next) =>
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = PagePolicy.With(PageNonce.Of(http));
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
        if (http.Request.IsHttps)
        {
            headers.StrictTransportSecurity = $"max-age={YearInSeconds}; includeSubDomains";
        }

        return next(http);
    });
}

internal static class PagePolicy
{
    /// <summary>
    /// Scripts are ours or carry the nonce of this one answer. Styles are loose: the component library sets them on
    /// elements, and a style cannot act.
    /// </summary>
    public static string With(string nonce) =>
        $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
        "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'; " +
        "object-src 'none'";
}
