namespace PaymentGateway.Core.Webhooks;

/// <summary>When a failed delivery is tried again, counted from the attempt before. No jitter: the times are a promise.</summary>
public sealed class WebhookRetrySchedule
{
    /// <summary>Never less than a minute, which is what a receiver that is overrun needs.</summary>
    public static readonly WebhookRetrySchedule Production = new(
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2));

    public static readonly WebhookRetrySchedule Test = new(
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(20));

    private readonly TimeSpan[] _waits;

    private WebhookRetrySchedule(params TimeSpan[] waits) => _waits = waits;

    public int MaxAttempts => _waits.Length + 1;

    /// <param name="wish">What the receiver asked for; at most twice the wait is granted, and never less than the wait.</param>
    /// <returns>The wait before the next attempt; null: given up.</returns>
    public TimeSpan? WaitAfter(int attemptsMade, TimeSpan? wish = null)
    {
        if (attemptsMade > _waits.Length)
        {
            return null;
        }

        var wait = _waits[attemptsMade - 1];
        return wish is { } asked ? TimeSpan.FromTicks(Math.Clamp(asked.Ticks, wait.Ticks, 2 * wait.Ticks)) : wait;
    }
}
