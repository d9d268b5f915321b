using PaymentGateway.Core.Live;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Payments;
using StackExchange.Redis;

namespace PaymentGateway.Api.Live;

/// <summary>One Redis subscription per process, shared by the streams of payments and of merchants.</summary>
internal sealed partial class ChangeHub(
    IConnectionMultiplexer redis, TimeProvider clock, ILogger<ChangeHub> logger) : BackgroundService
{
    /// <summary>With <see cref="MaxSilence"/> it keeps the promise that clients know of a broken subscription within 3 s.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(1.5);

    private readonly Dictionary<string, List<ChangeSubscription>> _subscriptions = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private Task? _redisSubscription;
    private volatile bool _isLive;
    private volatile bool _wasInterrupted;

    /// <summary>Whether changes are pushed at present.</summary>
    public bool IsLive => _isLive;

    public ChangeSubscription Subscribe(MerchantId merchant) => Add(merchant.ToString());

    public ChangeSubscription Subscribe(PaymentId payment) => Add(payment.Value);

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
            var isLive = await IsAnsweringAsync(stoppingToken);
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
    private async Task<bool> IsAnsweringAsync(CancellationToken stop)
    {
        var subscriber = redis.GetSubscriber();
        try
        {
            if (_redisSubscription is null or { IsFaulted: true })
            {
                _redisSubscription = subscriber.SubscribeAsync(Change.Channel, (_, message) => Broadcast(message));
            }

            await _redisSubscription.WaitAsync(MaxSilence, clock, stop); // once it is done, the client renews it by itself
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
            foreach (var subscription in _subscriptions.Values.SelectMany(subscriptions => subscriptions))
            {
                subscription.Interrupt();
            }
        }
    }

    private ChangeSubscription Add(string key)
    {
        var subscription = new ChangeSubscription(ended => Remove(key, ended), clock);
        lock (_lock)
        {
            if (!_subscriptions.TryGetValue(key, out var others))
            {
                _subscriptions[key] = others = [];
            }

            others.Add(subscription);
        }

        return subscription;
    }

    private void Remove(string key, ChangeSubscription subscription)
    {
        lock (_lock)
        {
            if (_subscriptions.TryGetValue(key, out var others) && others.Remove(subscription) && others.Count == 0)
            {
                _subscriptions.Remove(key);
            }
        }
    }

    private void Broadcast(string? message)
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
                Broadcast(change);
            }
            else
            {
                _wasInterrupted = true; // a release with another format, during an upgrade: clients read again
            }
        }
    }

    private void Broadcast(Change change)
    {
        lock (_lock)
        {
            foreach (var subscription in SubscriptionsOf(change.Merchant.ToString()).Concat(SubscriptionsOf(change.Id)))
            {
                subscription.Enqueue(change);
            }
        }
    }

    private List<ChangeSubscription> SubscriptionsOf(string key) =>
        _subscriptions.TryGetValue(key, out var subscriptions) ? subscriptions : [];

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Redis is reachable; clients get live updates")]
        public static partial void Live(ILogger logger);

        [LoggerMessage(LogLevel.Warning, "Redis is unreachable; clients get no live updates until it is back")]
        public static partial void NotLive(ILogger logger);
    }
}
