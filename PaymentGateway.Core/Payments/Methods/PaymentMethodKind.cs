namespace PaymentGateway.Core.Payments.Methods;

public enum PaymentMethodKind
{
    Upi,
    Card,
}

/// <summary>The names on the wire and in the database; they never change.</summary>
public static class PaymentMethodKinds
{
    public static string WireName(PaymentMethodKind method) => method switch
    {
        PaymentMethodKind.Upi => "upi",
        PaymentMethodKind.Card => "card",
    };

    public static PaymentMethodKind? Parse(string? name) => name switch
    {
        "upi" => PaymentMethodKind.Upi,
        "card" => PaymentMethodKind.Card,
        _ => null,
    };

    internal static PaymentMethodKind FromWireName(string name) =>
        Parse(name) ?? throw new ArgumentOutOfRangeException(nameof(name), name, "No such payment method.");
}
