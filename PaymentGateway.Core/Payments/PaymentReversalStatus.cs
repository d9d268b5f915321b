namespace PaymentGateway.Core.Payments;

public enum PaymentReversalStatus
{
    Pending,
    Processed,
}

/// <summary>The names in the database; they never change.</summary>
public static class PaymentReversalStatuses
{
    public static string WireName(PaymentReversalStatus status) => status switch
    {
        PaymentReversalStatus.Pending => "pending",
        PaymentReversalStatus.Processed => "processed",
    };

    internal static PaymentReversalStatus FromWireName(string name) => name switch
    {
        "pending" => PaymentReversalStatus.Pending,
        "processed" => PaymentReversalStatus.Processed,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such reversal status."),
    };
}
