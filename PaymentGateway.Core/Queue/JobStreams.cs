using StackExchange.Redis;

namespace PaymentGateway.Core.Queue;

/// <summary>The names that API, worker and operators meet in Redis.</summary>
public static class JobStreams
{
    public const string Group = "workers";

    /// <summary>The only field of an entry: the id of the job's row.</summary>
    public const string JobIdField = "j";

    public static RedisKey KeyOf(JobKind kind) => "jobs:" + JobKinds.WireName(kind);
}
