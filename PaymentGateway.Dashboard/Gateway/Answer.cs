namespace PaymentGateway.Dashboard.Gateway;

/// <summary>What the gateway said: what was asked for, or why not.</summary>
public sealed record Answer<T>(T? Value, Problem? Problem)
    where T : class
{
    public static implicit operator Answer<T>(T value) => new(value, null);

    public static implicit operator Answer<T>(Problem problem) => new(null, problem);
}

/// <param name="Status">Of HTTP; 0 when there was no answer at all.</param>
/// <param name="RequestId">What to quote when asking for help.</param>
/// <param name="RetryAfter">When it is worth trying again.</param>
public sealed record Problem(int Status, string Code, string Description, string? Field, string? RequestId, TimeSpan? RetryAfter)
{
    public static readonly Problem Unreachable = new(
        0, "UNREACHABLE", "Can't reach the gateway. Nothing was changed.", null, null, null);

    /// <summary>A change with an idempotency key, or one that is the same when it is made twice.</summary>
    public static readonly Problem SafeToRepeat = new(
        0, "UNREACHABLE", "The gateway didn't respond in time. It's safe to try again: the change is made only once.",
        null, null, null);

    public static readonly Problem Uncertain = new(
        0, "UNREACHABLE", "The gateway didn't respond in time. The change may have been made: check before you try again.",
        null, null, null);

    public static readonly Problem SignedOut = new(
        401, "AUTHENTICATION_ERROR", "You have been logged out. Log in again to continue.", null, null, null);

    public bool IsMissing => Status == StatusCodes.Status404NotFound;
}
