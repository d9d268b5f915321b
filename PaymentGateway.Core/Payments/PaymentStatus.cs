namespace PaymentGateway.Core.Payments;

public enum PaymentStatus
{
    Pending,
    Succeeded,
    Failed,
}

/// <summary>The names on the wire and in the database; they never change.</summary>
public static class PaymentStatuses
{
    public static string WireName(PaymentStatus status) => status switch
    {
        PaymentStatus.Pending => "pending",
        PaymentStatus.Succeeded => "success",
        PaymentStatus.Failed => "failed",
    };

    public static PaymentStatus? Parse(string? name) => name switch
    {
        "pending" => PaymentStatus.Pending,
        "success" => PaymentStatus.Succeeded,
        "failed" => PaymentStatus.Failed,
        _ => null,
    };

    internal static PaymentStatus FromWireName(string name) =>
        Parse(name) ?? throw new ArgumentOutOfRangeException(nameof(name), name, "No such payment status.");
}
