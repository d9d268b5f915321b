using System.Collections.Concurrent;
using PaymentGateway.Core.Batching;

namespace PaymentGateway.Tests.Batching;

/// <summary>Returns the text of each item. Items that begin with <c>bad</c> throw, and those that begin with <c>locked</c> are locked.</summary>
internal sealed class RecordingStep : IBatchStep<string, string>
{
    private readonly TaskCompletionSource _unlocked = new();
    private readonly TaskCompletionSource _open = new();

    public string Name => "record";

    public ConcurrentQueue<string> Batches { get; } = [];

    /// <summary>Until <see cref="Open"/>, a batch with this item does not end.</summary>
    public string? Held { get; init; }

    public Exception Error { get; init; } = new InvalidOperationException("One item is bad.");

    public void Open() => _open.TrySetResult();

    public void Unlock() => _unlocked.TrySetResult();

    public async Task<IReadOnlyList<string?>> RunAsync(IReadOnlyList<string> items, bool waitsForLocks)
    {
        Batches.Enqueue(string.Join(' ', items) + (waitsForLocks ? " (waits)" : ""));
        if (Held is not null && items.Contains(Held))
        {
            await _open.Task;
        }

        if (waitsForLocks)
        {
            await (items[0].StartsWith("locked", StringComparison.Ordinal) ? _unlocked.Task : Task.CompletedTask);
        }

        return items.Any(item => item.StartsWith("bad", StringComparison.Ordinal))
            ? throw Error
            : [.. items.Select(item => !waitsForLocks && item.StartsWith("locked", StringComparison.Ordinal) ? null : item)];
    }

    public bool CanSucceedAlone(Exception exception) => exception is InvalidOperationException;
}
