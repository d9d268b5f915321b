using StackExchange.Redis;

namespace PaymentGateway.Core.Queue;

/// <summary>The names that API, worker and operators meet in Redis.</summary>
public static class JobStreams
{
    public const string Group = "workers";

    /// <summary>The only field of an entry: the id of the job's row.</summary>
    public const string JobIdField = "j";

    /// <summary>A worker publishes there the kind of the jobs that it has added to a stream, a space, and its own name.</summary>
    public static readonly RedisChannel Sent = RedisChannel.Literal("jobs:sent");

    public static RedisKey KeyOf(JobKind kind) => "jobs:" + JobKinds.WireName(kind);
}
