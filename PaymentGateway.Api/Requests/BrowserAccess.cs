using PaymentGateway.Api.Idempotency;

namespace PaymentGateway.Api.Requests;

/// <summary>The browsers that may call: pages of the checkout and of the dashboard, without cookies.</summary>
internal static class BrowserAccess
{
    public static void AddBrowserAccess(this IHostApplicationBuilder builder)
    {
        var origins = new[] { builder.Configuration["Origins:Checkout"], builder.Configuration["Origins:Dashboard"] };
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. origins.OfType<string>().Where(origin => origin.Length > 0)])
            .WithMethods("GET", "POST", "PUT", "PATCH")
            .WithHeaders("Content-Type", "Authorization", "X-Api-Key", "X-Api-Secret", IdempotencyKey.Header, "traceparent")
            .WithExposedHeaders(RequestId.Header, StoredJson.ReplayHeader, "Retry-After")
            .SetPreflightMaxAge(TimeSpan.FromHours(1))));
    }
}
