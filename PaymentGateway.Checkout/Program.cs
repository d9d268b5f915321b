using PaymentGateway.Checkout;
using PaymentGateway.Checkout.Demo;
using PaymentGateway.Checkout.Framing;
using PaymentGateway.Checkout.Sdk;
using PaymentGateway.ServiceDefaults;

return await Startup.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions
    {
        Args = args,
        ContentRootPath = AppContext.BaseDirectory, // the settings lie beside the program, wherever it is started from
    });
    builder.WebHost.UseStaticWebAssets(); // a built tree serves its files in every environment, as a published one does
    builder.AddServiceDefaults();
    builder.AddCheckoutPage();
    builder.AddDemoShop();

    var app = builder.Build();
    app.UseResponseHeaders();
    app.UseSdkAddresses();
    app.MapStaticAssets();
    app.MapRazorPages();
    app.MapSdkRelease();
    app.MapCspReports();
    app.MapDemoShop();
    app.MapDefaultEndpoints();
    app.MapHealthEndpoint();
    return app;
});
