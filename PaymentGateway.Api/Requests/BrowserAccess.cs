using Microsoft.AspNetCore.Cors.Infrastructure;
using PaymentGateway.Api.Idempotency;

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
        var (checkout, dashboard) = (builder.Configuration["Origins:Checkout"], builder.Configuration["Origins:Dashboard"]);
        builder.Services.AddCors(cors =>
        {
            cors.AddDefaultPolicy(policy => Allow(policy, dashboard));
            cors.AddPolicy(PublicRoutes, policy => Allow(policy, checkout, dashboard));
        });
    }

    private static void Allow(CorsPolicyBuilder policy, params string?[] origins) => policy
        .WithOrigins([.. origins.OfType<string>().Where(origin => origin.Length > 0)])
        .WithMethods("GET", "POST", "PUT", "PATCH")
        .WithHeaders("Content-Type", "Authorization", "X-Api-Key", "X-Api-Secret", IdempotencyKey.Header, "traceparent")
        .WithExposedHeaders(RequestId.Header, StoredJson.ReplayHeader, "Retry-After")
        .SetPreflightMaxAge(TimeSpan.FromHours(1));
}
