namespace PaymentGateway.Core.Queue;

/// <summary>How many jobs workers have finished that are gone, by state: totals never go down.</summary>
public sealed class JobTotal
{
    private JobTotal()
    {
    }

    public JobKind Kind { get; private set; }

    public JobState State { get; private set; }

    public long Purged { get; private set; }
}
