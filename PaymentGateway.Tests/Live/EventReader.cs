using System.Diagnostics;
using System.Net.ServerSentEvents;

namespace PaymentGateway.Tests.Live;

/// <summary>A stream of server-sent events, as a client reads it.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Stream _stream;
    private readonly IAsyncEnumerator<SseItem<string>> _events;

    private EventReader(Stream stream) =>
        (_stream, _events) = (stream, SseParser.Create(stream).EnumerateAsync().GetAsyncEnumerator());

    public static async Task<EventReader> OpenAsync(HttpClient http, string path) =>
        new(await http.GetStreamAsync(new Uri(path, UriKind.Relative)));

    /// <returns>Null: the stream has ended.</returns>
    public async Task<SseItem<string>?> NextAsync() =>
        await _events.MoveNextAsync().AsTask().WaitAsync(Patience, TimeProvider.System) ? _events.Current : null;

    /// <returns>The data of the next event of a type.</returns>
    public async Task<string> NextAsync(string type)
    {
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < Patience)
        {
            var next = await NextAsync() ?? throw new EndOfStreamException();
            if (next.EventType == type)
            {
                return next.Data;
            }
        }

        throw new TimeoutException($"No {type} came for {Patience}.");
    }

    /// <summary>Reads on until each of these changes, like <c>payment pay_1</c>, was sent.</summary>
    public async Task ReadUntilAsync(params IEnumerable<string> changes)
    {
        var missing = changes.Select(change => change.Split(' ')).Select(change => $$"""{"type":"{{change[0]}}","id":"{{change[1]}}"}""")
            .ToHashSet(StringComparer.Ordinal);
        while (missing.Count > 0)
        {
            missing.Remove(await NextAsync("message"));
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}
