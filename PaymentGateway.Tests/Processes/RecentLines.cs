using System.Collections.Concurrent;

namespace PaymentGateway.Tests.Processes;

/// <summary>The last lines of a log, for the message of a failing test.</summary>
/// <param name="log">Called with each line.</param>
internal sealed class RecentLines(Action<string>? log)
{
    private const int Length = 30;

    private readonly ConcurrentQueue<string> _lines = new();

    public void Add(string line)
    {
        _lines.Enqueue(line);
        if (_lines.Count > Length)
        {
            _lines.TryDequeue(out _);
        }

        log?.Invoke(line);
    }

    public override string ToString() => string.Join('\n', _lines);
}
