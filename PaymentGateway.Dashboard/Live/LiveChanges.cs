using System.Collections.Concurrent;
using PaymentGateway.Dashboard.Gateway;
using PaymentGateway.Dashboard.Sessions;

namespace PaymentGateway.Dashboard.Live;

/// <summary>What changes at the gateway, told to every open page: one connection for each log-in, however many pages.</summary>
internal sealed class LiveChanges(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ChangeFeed> logger)
{
    private readonly ConcurrentDictionary<MerchantSession, ChangeFeed> _feeds = new();

    /// <returns>To be disposed of when the page is left.</returns>
    public IDisposable Subscribe(MerchantSession session, IChangeListener listener)
    {
        var feed = _feeds.GetOrAdd(session, added =>
        {
            added.Ended.Register(() => _feeds.TryRemove(added, out _));
            return new ChangeFeed(added, scopes, clock, logger);
        });
        return feed.Subscribe(listener);
    }
}

internal interface IChangeListener
{
    void OnChange(Change change);

    /// <param name="isConnected">
    /// Whether changes are told at present. While they were not, anything may have changed.
    /// </param>
    void OnConnection(bool isConnected);
}
