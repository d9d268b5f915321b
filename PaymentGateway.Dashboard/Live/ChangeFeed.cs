using PaymentGateway.Dashboard.Gateway;
using PaymentGateway.Dashboard.Sessions;

namespace PaymentGateway.Dashboard.Live;

/// <summary>One log-in's connection to the gateway's changes: there as long as a page listens, and made again when lost.</summary>
internal sealed partial class ChangeFeed
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(5);

    private readonly MerchantSession _session;
    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _clock;
    private readonly ILogger<ChangeFeed> _logger;
    private readonly Lock _lock = new();
    private readonly List<IChangeListener> _listeners = [];
    private CancellationTokenSource? _listening;
    private CancellationTokenSource? _connection;
    private bool _isConnected;

    public ChangeFeed(MerchantSession session, IServiceScopeFactory scopes, TimeProvider clock, ILogger<ChangeFeed> logger)
    {
        (_session, _scopes, _clock, _logger) = (session, scopes, clock, logger);
        session.Unanswered += (_, _) => Reconnect();
    }

    public IDisposable Subscribe(IChangeListener listener)
    {
        bool isConnected;
        lock (_lock)
        {
            _listeners.Add(listener);
            isConnected = _isConnected;
            if (_listening is null)
            {
                _listening = CancellationTokenSource.CreateLinkedTokenSource(_session.Ended);
                _ = RunAsync(_listening.Token);
            }
        }

        if (isConnected)
        {
            listener.OnConnection(isConnected: true);
        }

        return new Subscription(this, listener);
    }

    private async Task RunAsync(CancellationToken cancel)
    {
        var wait = FirstWait;
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(() => wait = FirstWait, cancel);
            }
            catch (Exception exception) when (!cancel.IsCancellationRequested)
            {
                Log.Lost(_logger, exception.Message, wait);
            }
            catch (OperationCanceledException)
            {
                break; // the last page has gone, or the session is over
            }

            Tell(isConnected: false);
            await Task.Delay(wait, _clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            wait = wait * 2 < MaxWait ? wait * 2 : MaxWait;
        }
    }

    private async Task ListenAsync(Action connected, CancellationToken cancel)
    {
        using var connection = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        lock (_lock)
        {
            _connection = connection;
        }

        try
        {
            await using var scope = _scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentSession>().Session = _session;
            var gateway = scope.ServiceProvider.GetRequiredService<GatewayClient>();
            await foreach (var change in gateway.ReadChangesAsync(
                isLive =>
                {
                    connected();
                    Tell(isLive);
                }, connection.Token))
            {
                foreach (var listener in Listeners())
                {
                    listener.OnChange(change);
                }
            }
        }
        finally
        {
            lock (_lock)
            {
                _connection = _connection == connection ? null : _connection; // a page that came meanwhile has its own
            }
        }
    }

    // A gateway that answers no request, frozen for instance, sends no changes either, though the connection looks open.
    private void Reconnect()
    {
        lock (_lock)
        {
            if (_isConnected)
            {
                _ = _connection?.CancelAsync();
            }
        }
    }

    private void Tell(bool isConnected)
    {
        lock (_lock)
        {
            if (_isConnected == isConnected)
            {
                return;
            }

            _isConnected = isConnected;
        }

        foreach (var listener in Listeners())
        {
            listener.OnConnection(isConnected);
        }
    }

    private IChangeListener[] Listeners()
    {
        lock (_lock)
        {
            return [.. _listeners];
        }
    }

    private void Leave(IChangeListener listener)
    {
        lock (_lock)
        {
            if (_listeners.Remove(listener) && _listeners.Count == 0)
            {
                _listening?.Cancel();
                _listening?.Dispose();
                _listening = null;
                _isConnected = false;
            }
        }
    }

    private sealed class Subscription(ChangeFeed feed, IChangeListener listener) : IDisposable
    {
        public void Dispose() => feed.Leave(listener);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Live updates are interrupted ({Reason}); retry in {Wait}")]
        public static partial void Lost(ILogger logger, string reason, TimeSpan wait);
    }
}
