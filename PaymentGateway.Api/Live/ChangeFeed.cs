using PaymentGateway.Core.Live;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Payments;
using StackExchange.Redis;

namespace PaymentGateway.Api.Live;

/// <summary>One subscription per process, handed on to the streams: a payment's, or all of a merchant.</summary>
internal sealed partial class ChangeFeed(
    IConnectionMultiplexer redis, TimeProvider clock, ILogger<ChangeFeed> logger) : BackgroundService
{
    /// <summary>With <see cref="MaxSilence"/> it keeps the promise that clients know of a broken subscription within 3 s.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(1.5);

    private readonly Dictionary<string, List<ChangeWatch>> _watches = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private Task? _subscription;
    private volatile bool _isLive;
    private volatile bool _wasInterrupted;

    /// <summary>Whether changes are pushed at present.</summary>
    public bool IsLive => _isLive;

    public ChangeWatch Watch(MerchantId merchant) => Add(merchant.ToString());

    public ChangeWatch Watch(PaymentId payment) => Add(payment.Value);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        redis.ConnectionRestored += (_, restored) =>
        {
            if (restored.ConnectionType == ConnectionType.Subscription)
            {
                _wasInterrupted = true;
            }
        };
        while (true)
        {
            var isLive = await AnswersAsync(stoppingToken);
            if (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            if (isLive != _isLive)
            {
                Set(isLive);
            }
            else if (isLive && _wasInterrupted)
            {
                _wasInterrupted = false;
                Interrupt();
            }

            await Task.Delay(Period, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // A frozen Redis or a dead connection shows by nothing but its silence.
    private async Task<bool> AnswersAsync(CancellationToken stop)
    {
        var subscriber = redis.GetSubscriber();
        try
        {
            if (_subscription is null or { IsFaulted: true })
            {
                _subscription = subscriber.SubscribeAsync(Change.Channel, (_, message) => HandOn(message));
            }

            await _subscription.WaitAsync(MaxSilence, clock, stop); // once it is done, the client renews it by itself
            await subscriber.PingAsync().WaitAsync(MaxSilence, clock, stop);
            return subscriber.IsConnected(Change.Channel);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }

    private void Set(bool isLive)
    {
        _isLive = isLive;
        if (isLive)
        {
            Log.Live(logger);
        }
        else
        {
            Log.NotLive(logger);
        }

        Interrupt();
    }

    private void Interrupt()
    {
        lock (_lock)
        {
            foreach (var watch in _watches.Values.SelectMany(watches => watches))
            {
                watch.Interrupt();
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
        if (message == Change.Interruption)
        {
            Interrupt();
            return;
        }

        foreach (var line in message?.Split('\n') ?? [])
        {
            if (Change.Parse(line) is { } change)
            {
                HandOn(change);
            }
        }
    }

    private void HandOn(Change change)
    {
        lock (_lock)
        {
            foreach (var watch in WatchesOf(change.Merchant.ToString()).Concat(WatchesOf(change.Id)))
            {
                watch.Hear(change);
            }
        }
    }

    private List<ChangeWatch> WatchesOf(string key) => _watches.TryGetValue(key, out var watches) ? watches : [];

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Subscribed to changes")]
        public static partial void Live(ILogger logger);

        [LoggerMessage(LogLevel.Warning, "Redis does not answer: clients get no live updates until it does")]
        public static partial void NotLive(ILogger logger);
    }
}
