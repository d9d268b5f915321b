using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PaymentGateway.Tests.Support;

/// <summary>Keeps the last lines that a host in our process logs, one line per entry as on its console.</summary>
internal sealed class RecentLog(Action<string>? log) : ILoggerProvider
{
    private const int Length = 30;

    private readonly ConcurrentQueue<string> _lines = new();

    public string Tail => string.Join('\n', _lines);

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private void Add(string line)
    {
        _lines.Enqueue(line);
        if (_lines.Count > Length)
        {
            _lines.TryDequeue(out _);
        }

        log?.Invoke(line);
    }

    private sealed class Logger(RecentLog owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            owner.Add($"{logLevel}: {category} {formatter(state, exception)} {exception}".ReplaceLineEndings(" ").TrimEnd());
    }
}
