using Microsoft.AspNetCore.Rewrite;

namespace PaymentGateway.Checkout.Sdk;

/// <summary>
/// The script under the addresses that merchants type. The rolling ones may change at any time; <c>/sdk</c> names
/// the one that never does, with its SRI value. Caching, compression and fingerprints are the static assets' own.
/// </summary>
internal static class SdkRegistration
{
    public static void UseSdkAddresses(this WebApplication app)
    {
        app.UseRewriter(new RewriteOptions()
            .AddRewrite(@"^(v1/)?checkout\.(js|d\.ts)$", "sdk/checkout.$2", skipRemainingRules: true));
        app.Use((http, next) =>
        {
            if (http.Request.Path.StartsWithSegments("/sdk", StringComparison.OrdinalIgnoreCase))
            {
                // Any shop may load it, also with SRI and under a strict embedder policy.
                http.Response.Headers.AccessControlAllowOrigin = "*";
                http.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
            }

            return next(http);
        });
        app.UseRouting(); // after the rewriting, which it would not see otherwise
    }

    public static void MapSdkRelease(this WebApplication app) =>
        app.MapGet("/sdk", (HttpRequest request, EndpointDataSource endpoints, IWebHostEnvironment host) =>
            TypedResults.Ok(SdkRelease.Of(endpoints, host.WebRootFileProvider, $"{request.Scheme}://{request.Host}")));
}
