namespace PaymentGateway.Core.Refunds;

public enum RefundStatus
{
    Pending,
    Processed,
    Failed,
}

/// <summary>The names on the wire and in the database; they never change.</summary>
public static class RefundStatuses
{
    public static string WireName(RefundStatus status) => status switch
    {
        RefundStatus.Pending => "pending",
        RefundStatus.Processed => "processed",
        RefundStatus.Failed => "failed",
    };

    public static RefundStatus? Parse(string? name) => name switch
    {
        "pending" => RefundStatus.Pending,
        "processed" => RefundStatus.Processed,
        "failed" => RefundStatus.Failed,
        _ => null,
    };

    /// <summary>Every move a refund may make; the trigger refund_guard says the same in the database.</summary>
    public static bool Allows(RefundStatus from, RefundStatus to) => (from, to) switch
    {
        (RefundStatus.Pending, RefundStatus.Processed or RefundStatus.Failed) => true,
        _ => false, // what is not listed is forbidden
    };

    internal static RefundStatus FromWireName(string name) =>
        Parse(name) ?? throw new ArgumentOutOfRangeException(nameof(name), name, "No such refund status.");
}
