using System.Collections.Concurrent;

namespace PaymentGateway.Tests.Processes;

/// <summary>The last lines of a log, for the message of a failing test.</summary>
/// <param name="log">Called with each line.</param>
/// <param name="length">How many are kept.</param>
internal sealed class RecentLines(Action<string>? log, int length = 30)
{
    private readonly ConcurrentQueue<string> _lines = new();

    public void Add(string line)
    {
        _lines.Enqueue(line);
        if (_lines.Count > length)
        {
            _lines.TryDequeue(out _);
        }

        log?.Invoke(line);
    }

    /// <returns>The first that contains <paramref name="text"/>.</returns>
    public string? Find(string text) => _lines.FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal));

    public override string ToString() => string.Join('\n', _lines);
}
