using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace PaymentGateway.ServiceDefaults.Redaction;

/// <summary>
/// The second net: our own lines name no card, but at verbose levels the framework logs addresses as strangers typed them.
/// Stands before every provider, so that the console and the exporter see the same.
/// </summary>
internal sealed class RedactingLoggerFactory(LoggerFactory inner) : ILoggerFactory
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<LoggerFactory>();
        services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(
            provider => new RedactingLoggerFactory(provider.GetRequiredService<LoggerFactory>())));
    }

    public ILogger CreateLogger(string categoryName) => new RedactingLogger(inner.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose() => inner.Dispose();
}
