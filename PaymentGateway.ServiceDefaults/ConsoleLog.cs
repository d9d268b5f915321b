using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Console;

namespace PaymentGateway.ServiceDefaults;

internal static class ConsoleLog
{
    /// <summary>One line per entry, unless a developer reads it at a terminal, where a stack trace needs its line breaks.</summary>
    public static void AddConsoleLog(this IHostApplicationBuilder builder)
    {
        // Without a name the console ignores the options of its default formatter.
        builder.Services.PostConfigure<ConsoleLoggerOptions>(console => console.FormatterName ??= ConsoleFormatterNames.Simple);
        builder.Services.Configure<SimpleConsoleFormatterOptions>(simple =>
            simple.SingleLine = Console.IsOutputRedirected || !builder.Environment.IsDevelopment());
    }
}
