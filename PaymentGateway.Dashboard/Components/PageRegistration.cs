using PaymentGateway.Dashboard.Components.Primitives;
using PaymentGateway.Dashboard.Snippets;

namespace PaymentGateway.Dashboard.Components;

internal static class PageRegistration
{
    public static void AddPages(this IHostApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents().AddInteractiveServerComponents(circuits =>
        {
            circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(3);
            circuits.JSInteropDefaultCallTimeout = TimeSpan.FromSeconds(10);
        });
        builder.Services.AddSingleton(PublicAddresses.Read(builder.Configuration));
        builder.Services.AddScoped<Notices>();
    }

    public static void MapPages(this WebApplication app) =>
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(server =>
            server.ContentSecurityFrameAncestorsPolicy = "'none'");
}
