namespace PaymentGateway.Dashboard.Components.Lists;

/// <summary>
/// What a person chooses in a filter, while address and list still follow earlier choices: each choice comes back with
/// the address a moment later, and must not undo a newer one.
/// </summary>
internal sealed class FilterDraft<T>
    where T : class, IEquatable<T>
{
    private readonly Queue<T> _pending = new(); // chosen here and not yet in the address
    private T? _shown;
    private T? _last;

    /// <param name="shown">What the address says now.</param>
    /// <returns>Whether it was chosen elsewhere, so that the fields have to show it.</returns>
    public bool Follow(T shown)
    {
        if (shown.Equals(_shown)) // a list that changes by itself does not reset what is being typed
        {
            return false;
        }

        _shown = shown;
        if (_pending.Contains(shown))
        {
            while (!_pending.Dequeue().Equals(shown))
            {
            }

            return false;
        }

        _pending.Clear();
        _last = shown;
        return true;
    }

    /// <returns>Whether it is a new choice: the same one twice would be two steps back.</returns>
    public bool Choose(T filter)
    {
        if (filter.Equals(_last))
        {
            return false;
        }

        _last = filter;
        _pending.Enqueue(filter);
        return true;
    }
}
