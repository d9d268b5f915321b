namespace PaymentGateway.Checkout.Framing;

/// <summary>What every answer of this host carries; the pages put their own policy over the strict one.</summary>
internal static class ResponseHeaders
{
    public static void UseResponseHeaders(this WebApplication app)
    {
        if (app.Environment.IsProduction())
        {
            app.UseHsts();
        }

        app.Use((http, next) =>
        {
            var headers = http.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(self), clipboard-write=(self)";
            headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
            return next(http);
        });
    }
}
