using CsCheck;

namespace PaymentGateway.Tests.Properties;

/// <summary>What a job has learned about its payment, or what has happened to it since it began.</summary>
internal enum Settlement
{
    Approved,
    Declined,
    TimedOut,

    /// <summary>Approved, and the bank reports it once more.</summary>
    ReportedTwice,

    /// <summary>Of an order that may be paid again and again, which other payments of the list share.</summary>
    Reusable,

    /// <summary>Another run has settled it.</summary>
    SettledBefore,

    /// <summary>Another worker has reclaimed the job.</summary>
    Lost,

    /// <summary>A trigger of the test refuses its row.</summary>
    Poisoned,
}

internal static class Settlements
{
    public static Gen<List<Settlement>> Lists(int max) => Gen.Frequency(
        (6, Gen.Const(Settlement.Approved)), (2, Gen.Const(Settlement.Declined)), (2, Gen.Const(Settlement.TimedOut)),
        (1, Gen.Const(Settlement.ReportedTwice)), (2, Gen.Const(Settlement.Reusable)), (1, Gen.Const(Settlement.SettledBefore)),
        (1, Gen.Const(Settlement.Lost)), (1, Gen.Const(Settlement.Poisoned))).List[1, max];
}
