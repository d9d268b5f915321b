using CsCheck;

namespace PaymentGateway.Tests.Properties;

/// <summary>Something that is tried, sensible or not.</summary>
/// <param name="Which">Of the things there are of the kind, counted round.</param>
/// <param name="Percent">Of the payment's amount, for a refund.</param>
/// <param name="Succeeds">What the bank says.</param>
internal sealed record Step(StepKind Kind, int Which, int Percent, bool Succeeds)
{
    private static readonly Gen<StepKind> Kinds = Gen.Int[0, 15].Select(number => number switch
    {
        0 => StepKind.Order,
        1 or 2 => StepKind.Pay,
        3 or 4 => StepKind.Settle,
        5 => StepKind.Capture,
        6 or 7 or 8 => StepKind.Refund,
        9 or 10 or 11 => StepKind.SettleRefund,
        12 => StepKind.TimeOut,
        13 or 14 => StepKind.ApproveLate,
        _ => StepKind.Reverse,
    });

    private static readonly Gen<Step> One = Gen.Select(Kinds, Gen.Int[0, 9], Gen.Int[1, 120], Gen.Int[0, 3],
        (kind, which, percent, luck) => new Step(kind, which, percent > 100 && percent % 2 == 0 ? 100 : percent, luck > 0));

    /// <summary>Sequences that begin with an order, so that there is something to try.</summary>
    public static Gen<List<Step>> Sequences(int longest) =>
        One.List[1, longest].Select(steps => (List<Step>)[new Step(StepKind.Order, 0, 1, Succeeds: true), new Step(StepKind.Pay, 0, 1, Succeeds: true), .. steps]);

    public override string ToString() => $"{Kind} {Which} {Percent}% {(Succeeds ? "yes" : "no")}";
}

internal enum StepKind
{
    Order,
    Pay,
    Settle,
    Capture,
    Refund,
    SettleRefund,
    TimeOut,
    ApproveLate,
    Reverse,
}
