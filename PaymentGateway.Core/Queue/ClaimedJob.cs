namespace PaymentGateway.Core.Queue;

/// <summary>A job that one worker holds, as it was when it was claimed.</summary>
/// <param name="RunAt">When it was due.</param>
/// <param name="FirstClaimedAt">When any worker claimed it for the first time.</param>
/// <param name="ClaimedAt">By the database's clock.</param>
public sealed record ClaimedJob(
    long Id, string Kind, string Ref, Guid? Lane, int Attempt, int MaxAttempts, long Fence, string? Traceparent,
    DateTimeOffset RunAt, DateTimeOffset FirstClaimedAt, DateTimeOffset ClaimedAt);
