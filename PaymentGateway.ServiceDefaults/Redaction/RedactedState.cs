using System.Collections;

namespace PaymentGateway.ServiceDefaults.Redaction;

/// <summary>What a log line or scope says, without long numbers in its text or its values.</summary>
internal sealed class RedactedState(string text, IReadOnlyList<KeyValuePair<string, object?>> values)
    : IReadOnlyList<KeyValuePair<string, object?>>
{
    public int Count => values.Count;

    public KeyValuePair<string, object?> this[int index] => values[index];

    /// <returns>Null: there is nothing to hide, and the state may pass as it is.</returns>
    public static RedactedState? Of(object? state, string text)
    {
        var clean = LongNumbers.Redact(text);
        var values = state as IEnumerable<KeyValuePair<string, object?>> ?? [];
        return ReferenceEquals(clean, text) && values.All(IsClean)
            ? null
            : new RedactedState(clean, [.. values.Select(value => KeyValuePair.Create(value.Key, Clean(value.Value)))]);
    }

    public override string ToString() => text;

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static bool IsClean(KeyValuePair<string, object?> value) => ReferenceEquals(Clean(value.Value), value.Value);

    // A number or a time is ours; only what is written out can be what a stranger typed.
    private static object? Clean(object? value)
    {
        if (value is null or IFormattable || value.ToString() is not { } text)
        {
            return value;
        }

        var clean = LongNumbers.Redact(text);
        return ReferenceEquals(clean, text) ? value : clean;
    }
}
