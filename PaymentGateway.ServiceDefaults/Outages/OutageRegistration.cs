using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PaymentGateway.ServiceDefaults.Outages;

internal static class OutageRegistration
{
    /// <summary>Replaces what the framework logs of each failure, stack traces included.</summary>
    public static void AddOutageLogs(this IHostApplicationBuilder builder)
    {
        builder.Logging.AddFilter("Polly", LogLevel.None); // every try of a call: UnansweredCalls logs how calls end
        builder.Logging.AddFilter(
            "Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None); // every probe: ReadinessLog logs changes
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<StackTraceLimit>();
        builder.Services.AddSingleton<ReadinessLog>();
        builder.Services.AddSingleton<UnansweredCalls>();
        builder.Services.AddTransient<UnansweredCallHandler>();
    }
}
