using PaymentGateway.Core.Live;
using StackExchange.Redis;

namespace PaymentGateway.Api.Live;

/// <summary>One subscription per process, handed on to all who watch: a payment's page, or a merchant's dashboard.</summary>
internal sealed partial class ChangeFeed(
    IConnectionMultiplexer redis, TimeProvider clock, ILogger<ChangeFeed> logger) : BackgroundService
{
    private const string Everything = "";

    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, List<ChangeWatch>> _watches = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private volatile bool _isSubscribed;

    /// <summary>Whether changes are pushed at present; if not, those who watch must look for themselves.</summary>
    public bool IsLive => _isSubscribed && redis.GetSubscriber().IsConnected(Change.Channel);

    public ChangeWatch WatchAll() => Add(Everything);

    public ChangeWatch Watch(string id) => Add(id);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!_isSubscribed && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await redis.GetSubscriber().SubscribeAsync(Change.Channel, (_, message) => HandOn(message));
                _isSubscribed = true; // from here on the client renews it by itself
            }
            catch (Exception exception) when (exception is RedisException or TimeoutException)
            {
                Log.NotSubscribed(logger, exception.GetType().Name);
                await Task.Delay(RetryPause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private ChangeWatch Add(string key)
    {
        var watch = new ChangeWatch(ended => Remove(key, ended), clock);
        lock (_lock)
        {
            if (!_watches.TryGetValue(key, out var others))
            {
                _watches[key] = others = [];
            }

            others.Add(watch);
        }

        return watch;
    }

    private void Remove(string key, ChangeWatch watch)
    {
        lock (_lock)
        {
            if (_watches.TryGetValue(key, out var others) && others.Remove(watch) && others.Count == 0)
            {
                _watches.Remove(key);
            }
        }
    }

    private void HandOn(string? message)
    {
        if (!Change.TryParse(message, out var change))
        {
            return;
        }

        lock (_lock)
        {
            foreach (var watch in WatchesOf(change.Id).Concat(WatchesOf(Everything)))
            {
                watch.Hear(change);
            }
        }
    }

    private List<ChangeWatch> WatchesOf(string key) => _watches.TryGetValue(key, out var watches) ? watches : [];

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Changes are not pushed at present ({Reason}); those who watch look for themselves")]
        public static partial void NotSubscribed(ILogger logger, string reason);
    }
}
