using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PaymentGateway.ServiceDefaults;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.ServiceDefaults;

/// <summary>No log of a host holds a card number, wherever in an entry it came from (I12).</summary>
public sealed partial class RedactedLogs : IDisposable
{
    private const string Card = "4242424242424242";

    private readonly RecentLines _lines = new(log: null);
    private readonly IHost _host;
    private readonly ILogger _logger;

    public RedactedLogs()
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.AddServiceDefaults();
        builder.Logging.AddProvider(new LineLogger(_lines));
        _host = builder.Build();
        _logger = _host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("test");
    }

    [Fact]
    public void An_argument_is_redacted() => IsRedacted(() => Log.Value(_logger, $"Refused {Card}"));

    [Fact]
    public void An_exception_is_redacted() => IsRedacted(() => Log.Failed(_logger, new InvalidOperationException($"Refused {Card}")));

    [Fact]
    public void The_cause_of_an_exception_is_redacted() => IsRedacted(() =>
        Log.Failed(_logger, new InvalidOperationException("Failed", new FormatException($"Refused {Card}"))));

    public void Dispose() => _host.Dispose();

    private void IsRedacted(Action log)
    {
        log();

        var line = _lines.ToString();
        Assert.Contains("Refused", line, StringComparison.Ordinal);
        Assert.DoesNotContain(Card, line, StringComparison.Ordinal);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The value was: {Value}")]
        public static partial void Value(ILogger logger, string value);

        [LoggerMessage(LogLevel.Error, "It failed")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
