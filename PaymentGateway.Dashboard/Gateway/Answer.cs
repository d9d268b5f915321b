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
        0, "UNREACHABLE", "The gateway does not answer at the moment. Nothing was changed.", null, null, null);

    /// <summary>A change with an idempotency key, or one that is the same when it is made twice.</summary>
    public static readonly Problem SafeToRepeat = new(
        0, "UNREACHABLE", "The gateway did not answer in time. Trying again is safe: it is done once only.", null, null, null);

    public static readonly Problem Uncertain = new(
        0, "UNREACHABLE", "The gateway did not answer in time. It may have been done: look before you try again.", null, null, null);

    public static readonly Problem SignedOut = new(
        401, "AUTHENTICATION_ERROR", "Your session has ended. Log in again to go on.", null, null, null);

    public bool IsMissing => Status == StatusCodes.Status404NotFound;
}
