using System.Collections.Concurrent;
using System.Collections.Frozen;
using PaymentGateway.Core.Queue;
using StackExchange.Redis;

namespace PaymentGateway.Worker.Queue;

/// <summary>
/// The streams: an entry says that some jobs are due. Nothing is lost with them, because a job that is not claimed is
/// notified again. Never trimmed: Redis would drop unread entries silently.
/// </summary>
internal sealed class JobNotifications(IConnectionMultiplexer redis, WorkerIdentity worker, TimeProvider clock) : IDisposable
{
    /// <summary>Entries of one read. They come whole, and others may have written large ones.</summary>
    public const int MaxRead = 32;

    /// <summary>Jobs of one entry.</summary>
    public const int MaxJobs = 128;

    private static readonly TimeSpan StaleAfter = TimeSpan.FromMinutes(1);

    private readonly FrozenDictionary<JobKind, Signal> _sent = JobKinds.All.ToFrozenDictionary(kind => kind, _ => new Signal());

    private readonly ConcurrentDictionary<JobKind, long> _allReadAt = new();

    private IDatabase Redis => redis.GetDatabase();

    /// <exception cref="RedisConnectionException">Redis is away.</exception>
    public void ExpectConnection()
    {
        if (!redis.IsConnected)
        {
            throw new RedisConnectionException(ConnectionFailureType.UnableToConnect, CommandFlags.None, "Redis is not connected.");
        }
    }

    /// <summary>One round trip for all of them.</summary>
    public async Task SendAsync(JobKind kind, IReadOnlyCollection<long> jobIds)
    {
        var batch = Redis.CreateBatch();
        var sent = jobIds.Chunk(MaxJobs).Select(ids => batch.StreamAddAsync(
            JobStreams.KeyOf(kind), [.. ids.Select(id => new NameValueEntry(JobStreams.JobIdField, id))])).ToArray();
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

    /// <summary>Returns true when a worker has sent notifications, or false after <paramref name="timeout"/>: a message can be lost.</summary>
    public Task<bool> WaitAsync(JobKind kind, TimeSpan timeout, CancellationToken cancellationToken) =>
        _sent[kind].WaitAsync(timeout, cancellationToken);

    /// <param name="count">The maximum; and never more than <see cref="MaxRead"/>.</param>
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

    /// <summary>The jobs that an entry names; none in what others have written.</summary>
    public static IEnumerable<long> JobIdsOf(StreamEntry entry) => entry.Values
        .Where(field => field.Name == JobStreams.JobIdField)
        .Select(field => field.Value.TryParse(out long id) ? id : 0)
        .Where(id => id > 0);

    /// <summary>How long ago every entry of the stream had been read; null: that has not been seen.</summary>
    public TimeSpan? SinceAllRead(JobKind kind) =>
        _allReadAt.TryGetValue(kind, out var at) ? clock.GetElapsedTime(at) : null;

    /// <summary>Takes entries off the stream. An error has no consequence: their jobs cannot be claimed twice.</summary>
    public void AckAndDelete(JobKind kind, params RedisValue[] entries)
    {
        var key = JobStreams.KeyOf(kind);
        _ = Redis.StreamAcknowledgeAsync(key, JobStreams.Group, entries, CommandFlags.FireAndForget);
        _ = Redis.StreamDeleteAsync(key, entries, CommandFlags.FireAndForget);
    }

    /// <summary>
    /// Removes what workers that died had read: the jobs are notified again when they are not claimed, or their leases expire.
    /// </summary>
    public async Task CleanUpAsync(JobKind kind)
    {
        var key = JobStreams.KeyOf(kind);
        if (!await Redis.KeyExistsAsync(key))
        {
            return; // no stream, no consumers: Redis has been emptied
        }

        var stale = await Redis.StreamAutoClaimIdsOnlyAsync(
            key, JobStreams.Group, worker.Name, (long)StaleAfter.TotalMilliseconds, "0-0", 1000);
        if (stale.ClaimedIds.Length > 0)
        {
            AckAndDelete(kind, stale.ClaimedIds);
        }

        foreach (var consumer in await Redis.StreamConsumerInfoAsync(key, JobStreams.Group))
        {
            if (consumer.PendingMessageCount == 0 && consumer.IdleTimeInMilliseconds > StaleAfter.TotalMilliseconds
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
