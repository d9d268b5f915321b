using PaymentGateway.Dashboard.Components;
using PaymentGateway.Dashboard.Gateway;
using PaymentGateway.Dashboard.Live;
using PaymentGateway.Dashboard.Responses;
using PaymentGateway.Dashboard.Sessions;
using PaymentGateway.Dashboard.Transactions;
using PaymentGateway.ServiceDefaults;

return await Startup.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions
    {
        Args = args,
        ContentRootPath = AppContext.BaseDirectory, // the settings lie beside the program, wherever it is started from
    });
    builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
    builder.WebHost.UseStaticWebAssets(); // a built tree serves its files in every environment, as a published one does
    builder.AddServiceDefaults();
    builder.AddResponseHeaders();
    builder.AddGatewayClient();
    builder.AddMerchantSessions();
    builder.AddLiveChanges();
    builder.AddExports();
    builder.AddPages();
    builder.Services.AddSingleton(TimeProvider.System);

    var app = builder.Build();
    app.UseResponseHeaders();
    app.UseExceptionHandler("/error");
    app.UseStatusCodePagesWithReExecute("/not-found");
    app.UseHostPrefixedCookies();
    app.UseAuthentication();
    app.UseMerchantSession();
    app.UseAuthorization();
    app.UseAntiforgery();
    app.MapStaticAssets();
    app.MapSessions();
    app.MapExports();
    app.MapPages();
    app.MapDefaultEndpoints();
    app.MapHealthEndpoint();
    return app;
});
