using Microsoft.AspNetCore.HttpOverrides;
using PaymentGateway.Checkout.Demo;
using PaymentGateway.Checkout.Framing;
using PaymentGateway.Checkout.Sdk;
using PaymentGateway.ServiceDefaults;

namespace PaymentGateway.Checkout;

internal static class Program
{
    public static Task<int> Main(string[] args) => Startup.RunAsync(() => Create(args, AppContext.BaseDirectory));

    /// <summary>The checkout, not yet started; tests start several in one process.</summary>
    /// <param name="contentRoot">The folder of <c>appsettings.json</c>: beside the program, wherever it is started from.</param>
    internal static WebApplication Create(string[] args, string contentRoot)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = contentRoot,
        });
        builder.WebHost.UseStaticWebAssets(); // a built tree serves its files in every environment, as a published one does
        builder.AddServiceDefaults();
        builder.AddTrustedProxies(ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost);
        builder.AddCheckoutPage();
        builder.AddDemoShop();

        var app = builder.Build();
        app.UseTrustedProxies();
        app.UseResponseHeaders();
        app.UseResponseCompression();
        app.UseSdkAddresses();
        app.MapStaticAssets();
        app.MapRazorPages();
        app.MapSdkRelease();
        app.MapCspReports();
        app.MapDemoShop();
        app.MapDefaultEndpoints();
        app.MapHealthEndpoint();
        return app;
    }
}
