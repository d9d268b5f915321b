namespace PaymentGateway.Core.Queue;

public enum JobKind
{
    Payment,
    Refund,
    Webhook,
    Reversal,
}

/// <summary>The names in the database and in Redis; they never change.</summary>
public static class JobKinds
{
    public static readonly IReadOnlyList<JobKind> All = Enum.GetValues<JobKind>();

    public static readonly string[] WireNames = [.. All.Select(WireName)];

    public static string WireName(JobKind kind) => kind switch
    {
        JobKind.Payment => "payment",
        JobKind.Refund => "refund",
        JobKind.Webhook => "webhook",
        JobKind.Reversal => "reversal",
    };

    /// <summary>What a worker does with a job of this kind: the name of its span.</summary>
    public static string SpanName(JobKind kind) => kind switch
    {
        JobKind.Payment => "process payment",
        JobKind.Refund => "process refund",
        JobKind.Webhook => "deliver webhook",
        JobKind.Reversal => "reverse payment",
    };

    public static JobKind FromWireName(string name) => name switch
    {
        "payment" => JobKind.Payment,
        "refund" => JobKind.Refund,
        "webhook" => JobKind.Webhook,
        "reversal" => JobKind.Reversal,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such kind of job."),
    };
}
