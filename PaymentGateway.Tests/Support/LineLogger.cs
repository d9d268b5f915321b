using Microsoft.Extensions.Logging;
using PaymentGateway.Tests.Processes;

namespace PaymentGateway.Tests.Support;

/// <summary>Writes one line per log entry, as a host does on a console that is no terminal.</summary>
internal sealed class LineLogger(RecentLines lines) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Logger(lines, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(RecentLines lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add($"{logLevel}: {category} {formatter(state, exception)} {exception}".ReplaceLineEndings(" ").TrimEnd());
    }
}
