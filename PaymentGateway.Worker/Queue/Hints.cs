using System.Collections.Concurrent;
using System.Collections.Frozen;
using PaymentGateway.Core.Queue;
using StackExchange.Redis;

namespace PaymentGateway.Worker.Queue;

/// <summary>
/// The streams: one entry says that one job is due. Nothing is lost with them, because what nobody claims is hinted again.
/// Never trimmed: Redis would drop unread entries without a word.
/// </summary>
internal sealed class Hints(IConnectionMultiplexer redis, WorkerIdentity worker, TimeProvider clock) : IDisposable
{
    /// <summary>Entries of one read. They come whole, and others may have written large ones.</summary>
    public const int MaxRead = 32;

    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromMinutes(1);

    private readonly FrozenDictionary<JobKind, Signal> _sent = JobKinds.All.ToFrozenDictionary(kind => kind, _ => new Signal());

    private readonly ConcurrentDictionary<JobKind, long> _allReadAt = new();

    private IDatabase Redis => redis.GetDatabase();

    /// <summary>One round trip for all of them.</summary>
    public async Task SendAsync(JobKind kind, IReadOnlyCollection<long> jobIds)
    {
        var batch = Redis.CreateBatch();
        var sent = jobIds.Select(id => batch.StreamAddAsync(JobStreams.KeyOf(kind), JobStreams.JobIdField, id)).ToArray();
        _ = batch.PublishAsync(JobStreams.Sent, $"{JobKinds.WireName(kind)} {worker.Name}", CommandFlags.FireAndForget);
        batch.Execute();
        await Task.WhenAll(sent);
        _sent[kind].Raise();
    }

    /// <param name="message">What <see cref="SendAsync"/> has published: in another worker, or in this one, which knows already.</param>
    public void OnSent(string message)
    {
        if (message.Split(' ') is [var name, var sender] && sender != worker.Name
            && _sent.FirstOrDefault(kind => JobKinds.WireName(kind.Key) == name).Value is { } sent)
        {
            sent.Raise();
        }
    }

    /// <summary>Returns true when a worker has sent notifications, or false after <paramref name="atMost"/>: a message can be lost.</summary>
    public Task<bool> WaitAsync(JobKind kind, TimeSpan atMost, CancellationToken cancellationToken) =>
        _sent[kind].WaitAsync(atMost, cancellationToken);

    /// <param name="count">At most; and never more than <see cref="MaxRead"/>.</param>
    public async Task<StreamEntry[]> ReadAsync(JobKind kind, int count)
    {
        var askedAt = clock.GetTimestamp();
        try
        {
            var entries = await Redis.StreamReadGroupAsync(JobStreams.KeyOf(kind), JobStreams.Group, worker.Name,
                StreamPosition.NewMessages, Math.Min(count, MaxRead));
            if (entries.Length == 0)
            {
                _allReadAt[kind] = askedAt;
            }

            return entries;
        }
        catch (RedisServerException exception) when (exception.Message.StartsWith("NOGROUP", StringComparison.Ordinal))
        {
            await CreateGroupAsync(kind); // new, or Redis has been emptied
            return [];
        }
    }

    /// <summary>How long ago somebody had read every entry of the stream; null: that has not been seen.</summary>
    public TimeSpan? SinceAllRead(JobKind kind) =>
        _allReadAt.TryGetValue(kind, out var at) ? clock.GetElapsedTime(at) : null;

    /// <summary>Takes entries off for good. An error is of no consequence: the entry is claimed in vain once more.</summary>
    public void Forget(JobKind kind, params RedisValue[] entries)
    {
        var key = JobStreams.KeyOf(kind);
        _ = Redis.StreamAcknowledgeAsync(key, JobStreams.Group, entries, CommandFlags.FireAndForget);
        _ = Redis.StreamDeleteAsync(key, entries, CommandFlags.FireAndForget);
    }

    /// <summary>
    /// Clears away what workers that died had read: their jobs' leases run out in the database, which sends new hints.
    /// </summary>
    public async Task ForgetAbandonedAsync(JobKind kind)
    {
        var key = JobStreams.KeyOf(kind);
        if (!await Redis.KeyExistsAsync(key))
        {
            return; // no stream, no consumers: Redis has been emptied
        }

        var abandoned = await Redis.StreamAutoClaimIdsOnlyAsync(
            key, JobStreams.Group, worker.Name, (long)AbandonedAfter.TotalMilliseconds, "0-0", 1000);
        if (abandoned.ClaimedIds.Length > 0)
        {
            Forget(kind, abandoned.ClaimedIds);
        }

        foreach (var consumer in await Redis.StreamConsumerInfoAsync(key, JobStreams.Group))
        {
            if (consumer.PendingMessageCount == 0 && consumer.IdleTimeInMilliseconds > AbandonedAfter.TotalMilliseconds
                && consumer.Name != worker.Name)
            {
                await Redis.StreamDeleteConsumerAsync(key, JobStreams.Group, consumer.Name);
            }
        }
    }

    public void Dispose()
    {
        foreach (var signal in _sent.Values)
        {
            signal.Dispose();
        }
    }

    private async Task CreateGroupAsync(JobKind kind)
    {
        try
        {
            await Redis.StreamCreateConsumerGroupAsync(
                JobStreams.KeyOf(kind), JobStreams.Group, StreamPosition.Beginning, createStream: true);
        }
        catch (RedisServerException exception) when (exception.Message.StartsWith("BUSYGROUP", StringComparison.Ordinal))
        {
            // Another worker was first.
        }
    }
}
