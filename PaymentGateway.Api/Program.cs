using Microsoft.AspNetCore.HttpOverrides;
using PaymentGateway.Api.Checkout;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Health;
using PaymentGateway.Api.Idempotency;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.Limits;
using PaymentGateway.Api.Lists;
using PaymentGateway.Api.Live;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Api.OpenApi;
using PaymentGateway.Api.Orders;
using PaymentGateway.Api.Payments;
using PaymentGateway.Api.Refunds;
using PaymentGateway.Api.Requests;
using PaymentGateway.Api.Sandbox;
using PaymentGateway.Api.Sessions;
using PaymentGateway.Api.Stats;
using PaymentGateway.Api.Webhooks;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;
using PaymentGateway.Core.Sandbox;
using PaymentGateway.Core.Secrets;
using PaymentGateway.ServiceDefaults;

namespace PaymentGateway.Api;

internal static class Program
{
    public static Task<int> Main(string[] args) => Startup.RunAsync(() => Create(args, AppContext.BaseDirectory));

    /// <summary>The API, not yet started; tests start several in one process.</summary>
    /// <param name="contentRoot">The folder of <c>appsettings.json</c>: beside the program, wherever it is started from.</param>
    internal static WebApplication Create(string[] args, string contentRoot)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = contentRoot,
        });
        builder.AddServiceDefaults();
        builder.AddTrustedProxies(ForwardedHeaders.XForwardedFor);
        builder.AddGatewayDatabase(poolSize: 40);
        builder.AddGatewayRedis();
        builder.AddRequestLimits();
        builder.AddConcurrencyLimit();
        builder.AddRateLimits();
        builder.AddApiJson();
        builder.AddApiErrors();
        builder.AddMerchantAuthentication();
        builder.AddIdempotency();
        builder.AddPayments();
        builder.AddBrowserAccess();
        builder.AddLiveChanges();
        builder.AddGatewayHealth();
        builder.AddApiReference();
        builder.Services.AddValidation();
        builder.Services.AddSingleton(TimeProvider.System);
        KeyRing.Add(builder);
        var mode = SandboxMode.Add(builder);

        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseTrustedProxies();
        app.UseRequestId();
        app.UseRequestLog();
        app.UseApiErrors();
        app.UseJsonByDefault();
        app.UseRouting();
        app.UseCors();
        app.UseRequestTimeouts();
        app.UseConcurrencyLimit();
        app.UseKnownSchema();
        app.UseAuthentication();
        app.UseRateLimits();
        app.UseAuthorization();
        app.UseKnownQueryParameters(ApiPaths.IsForApi);
        app.UseJsonBody();
        app.UseMiddleware<IdempotencyMiddleware>();
        app.UseRequestTimeouts(); // the rest of it, for those that have waited

        app.MapDefaultEndpoints();
        app.MapGatewayHealth();
        app.MapSessions();
        app.MapOrders();
        app.MapPayments();
        app.MapStats();
        app.MapRefunds();
        app.MapWebhooks();
        app.MapMerchant();
        app.MapCheckout();
        app.MapLiveChanges();
        if (mode.IsSandbox || app.Configuration.GetValue<bool>(ApiReference.EnabledSetting))
        {
            app.MapApiDocument();
        }

        if (mode.IsSandbox)
        {
            app.MapSandbox();
            app.MapApiReference();
        }

        return app;
    }
}
