namespace PaymentGateway.Core.Webhooks;

/// <summary>When an address that fails is left alone for a while, and when for good.</summary>
/// <param name="Opens">Whether there are pauses at all: never with the short retries of tests.</param>
/// <param name="Patience">How long everything may fail before the address counts as gone.</param>
public sealed record WebhookCircuit(bool Opens, TimeSpan Patience)
{
    /// <summary>So many, with no success between them, open the circuit.</summary>
    public const int FailuresInARow = 10;

    private const int LeastAttempts = 10;
    private const double MostOfThem = 0.7;

    /// <summary>How far back attempts are counted.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    public static bool MostFail(int attempts, int failures) => attempts >= LeastAttempts && failures >= attempts * MostOfThem;

    public static TimeSpan PauseAfter(int openings) =>
        openings < 5 ? FirstPause * Math.Pow(2, openings) : LongestPause;
}
