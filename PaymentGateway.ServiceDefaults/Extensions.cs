using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http.Resilience;
using PaymentGateway.ServiceDefaults.Outages;

namespace PaymentGateway.ServiceDefaults;

public static class Extensions
{
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddConsoleLog();
        builder.AddTelemetry();
        builder.AddOutageLogs();
        builder.AddSelfCheck();
        builder.AddHeadRequests();
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(client =>
        {
            client.AddHttpMessageHandler<UnansweredCallHandler>();
            // A POST that timed out may have been carried out: only its sender knows whether it may be repeated.
            client.AddStandardResilienceHandler(handler => handler.Retry.DisableForUnsafeHttpMethods());
            client.AddServiceDiscovery();
        });
        return builder;
    }
}
