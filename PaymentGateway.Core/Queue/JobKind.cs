namespace PaymentGateway.Core.Queue;

public enum JobKind
{
    Payment,
    Refund,
    Webhook,
}

/// <summary>The names in the database and in Redis; they never change.</summary>
public static class JobKinds
{
    public static readonly IReadOnlyList<JobKind> All = Enum.GetValues<JobKind>();

    public static string WireName(JobKind kind) => kind switch
    {
        JobKind.Payment => "payment",
        JobKind.Refund => "refund",
        JobKind.Webhook => "webhook",
    };

    internal static JobKind FromWireName(string name) => name switch
    {
        "payment" => JobKind.Payment,
        "refund" => JobKind.Refund,
        "webhook" => JobKind.Webhook,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such kind of job."),
    };
}
