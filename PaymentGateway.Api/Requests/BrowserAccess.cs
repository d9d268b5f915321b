using Microsoft.AspNetCore.Cors.Infrastructure;
using PaymentGateway.Api.Idempotency;
using PaymentGateway.ServiceDefaults;

namespace PaymentGateway.Api.Requests;

/// <summary>
/// Which pages may call from a browser, without cookies: the dashboard's all routes, the checkout's the public ones.
/// </summary>
internal static class BrowserAccess
{
    /// <summary>The policy of routes that shoppers' browsers call.</summary>
    public const string PublicRoutes = "public-routes";

    public static void AddBrowserAccess(this IHostApplicationBuilder builder)
    {
        var checkout = HttpAddress.Read(builder.Configuration, "PUBLIC_CHECKOUT", "Origins:Checkout");
        var dashboard = HttpAddress.Read(builder.Configuration, "PUBLIC_DASHBOARD", "Origins:Dashboard");
        builder.Services.AddCors(cors =>
        {
            cors.AddDefaultPolicy(policy => Allow(policy, dashboard));
            cors.AddPolicy(PublicRoutes, policy => Allow(policy, checkout, dashboard));
        });
    }

    private static void Allow(CorsPolicyBuilder policy, params Uri?[] origins) => policy
        .WithOrigins([.. origins.OfType<Uri>().Select(origin => origin.GetLeftPart(UriPartial.Authority))])
        .WithMethods("GET", "POST", "PUT", "PATCH", "DELETE")
        .WithHeaders("Content-Type", "Authorization", "X-Api-Key", "X-Api-Secret", IdempotencyKey.Header, "traceparent")
        .WithExposedHeaders(RequestId.Header, StoredJson.ReplayHeader, "Retry-After")
        .SetPreflightMaxAge(TimeSpan.FromHours(1));
}
