using Microsoft.Extensions.Logging;

namespace PaymentGateway.ServiceDefaults.Redaction;

internal sealed class RedactingLogger(ILogger inner) : ILogger
{
    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull =>
        RedactedState.Of(state, state.ToString() ?? "") is { } redacted ? inner.BeginScope(redacted) : inner.BeginScope(state);

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!inner.IsEnabled(logLevel))
        {
            return;
        }

        var (message, told) = (formatter(state, exception), RedactedException.Of(exception));
        if (RedactedState.Of(state, message) is { } redacted)
        {
            inner.Log(logLevel, eventId, redacted, told, static (state, _) => state.ToString());
        }
        else
        {
            inner.Log(logLevel, eventId, state, told, formatter);
        }
    }
}
