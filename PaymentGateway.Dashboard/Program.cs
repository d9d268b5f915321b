using Microsoft.AspNetCore.HttpOverrides;
using PaymentGateway.Dashboard.Components;
using PaymentGateway.Dashboard.Gateway;
using PaymentGateway.Dashboard.Live;
using PaymentGateway.Dashboard.Responses;
using PaymentGateway.Dashboard.Sessions;
using PaymentGateway.Dashboard.Transactions;
using PaymentGateway.ServiceDefaults;

namespace PaymentGateway.Dashboard;

internal static class Program
{
    public static Task<int> Main(string[] args) => Startup.RunAsync(() => Create(args, AppContext.BaseDirectory));

    /// <summary>The dashboard, not yet started; tests start several in one process.</summary>
    /// <param name="contentRoot">The folder of <c>appsettings.json</c>: beside the program, wherever it is started from.</param>
    internal static WebApplication Create(string[] args, string contentRoot)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = contentRoot,
        });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.WebHost.UseStaticWebAssets(); // a built tree serves its files in every environment, as a published one does
        builder.AddServiceDefaults();
        builder.AddTrustedProxies(ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost);
        builder.AddResponseHeaders();
        builder.AddGatewayClient();
        builder.AddMerchantSessions();
        builder.AddLiveChanges();
        builder.AddExports();
        builder.AddPages();
        builder.Services.AddSingleton(TimeProvider.System);

        var app = builder.Build();
        app.UseTrustedProxies();
        app.UseResponseHeaders();
        app.UseExceptionHandler("/error");
        app.UseStatusCodePagesWithReExecute("/not-found");
        app.UseHostPrefixedCookies();
        app.UseAuthentication();
        app.UseMerchantSession();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseOutdatedLogInForms();
        app.MapStaticAssets();
        app.MapSessions();
        app.MapExports();
        app.MapPages();
        app.MapDefaultEndpoints();
        app.MapHealthEndpoint();
        return app;
    }
}
