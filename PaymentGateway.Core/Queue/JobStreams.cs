using StackExchange.Redis;

namespace PaymentGateway.Core.Queue;

/// <summary>The names that API, worker and operators meet in Redis.</summary>
public static class JobStreams
{
    public const string Group = "workers";

    /// <summary>The only field of an entry: the id of the job's row.</summary>
    public const string JobIdField = "j";

    /// <summary>A message there says that there is an event of no object that is shown.</summary>
    public static readonly RedisChannel Announced = RedisChannel.Literal("events:announced");

    /// <summary>A message there says that a worker has added jobs to a stream: the kind, a space, and the worker's name.</summary>
    public static readonly RedisChannel Sent = RedisChannel.Literal("jobs:sent");

    public static RedisKey KeyOf(JobKind kind) => "jobs:" + JobKinds.WireName(kind);
}
