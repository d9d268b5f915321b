using CsCheck;

namespace PaymentGateway.Tests.Properties;

/// <summary>One of several requests that arrive together.</summary>
/// <param name="Order">Index in <see cref="PaymentRequests.Orders"/>.</param>
/// <param name="Key">Idempotency key; null: none.</param>
internal sealed record PaymentRequest(int Order, RequestKind Kind, string? Key)
{
    public static Gen<List<PaymentRequest>> Lists(int longest) =>
        Gen.Select(
            Gen.Int[0, PaymentRequests.Orders.Length - 1],
            Gen.Frequency((6, Gen.Const(RequestKind.Valid)), (1, Gen.Const(RequestKind.WrongAmount)), (1, Gen.Const(RequestKind.OtherMerchant)),
                (1, Gen.Const(RequestKind.Poisoned)), (1, Gen.Const(RequestKind.Cancelled))),
            Gen.Frequency((1, Gen.Const((string?)null)), (2, Gen.OneOf(Gen.Const((string?)"a"), Gen.Const((string?)"b"), Gen.Const((string?)"c")))),
            (order, kind, key) => new PaymentRequest(order, kind, key)).List[1, longest];

    public override string ToString() => $"{PaymentRequests.Orders[Order]} {Kind} {Key ?? "-"}";
}

internal enum RequestKind
{
    Valid,
    WrongAmount,
    OtherMerchant,

    /// <summary>A trigger of the test refuses its row.</summary>
    Poisoned,

    /// <summary>Its caller leaves before a writer takes it.</summary>
    Cancelled,
}
