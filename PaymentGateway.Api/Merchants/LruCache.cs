using System.Diagnostics.CodeAnalysis;

namespace PaymentGateway.Api.Merchants;

/// <summary>
/// Keeps the entries used last and drops the others one by one. <c>MemoryCache</c> refuses new entries when it is full.
/// </summary>
internal sealed class LruCache<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _nodes = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _byUse = new(); // the last used first
    private readonly Lock _lock = new();

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _nodes.Count;
            }
        }
    }

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_lock)
        {
            var isKnown = _nodes.TryGetValue(key, out var node);
            value = isKnown ? node!.Value.Value : default;
            if (isKnown)
            {
                _byUse.Remove(node!);
                _byUse.AddFirst(node!);
            }

            return isKnown;
        }
    }

    public void Set(TKey key, TValue value)
    {
        lock (_lock)
        {
            if (_nodes.Remove(key, out var old))
            {
                _byUse.Remove(old);
            }
            else if (_nodes.Count >= capacity)
            {
                _nodes.Remove(_byUse.Last!.Value.Key);
                _byUse.RemoveLast();
            }

            _nodes[key] = _byUse.AddFirst((key, value));
        }
    }
}
