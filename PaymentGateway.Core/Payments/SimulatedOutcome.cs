using System.Collections.Frozen;
using System.Globalization;
using PaymentGateway.Core.Payments.Methods;

namespace PaymentGateway.Core.Payments;

/// <summary>
/// What a magic test value asks of the simulated bank, written down with the payment. The grammar is that of the test
/// addresses: <c>success</c>, <c>failure</c>, <c>decline.&lt;reason&gt;</c>, <c>delay.&lt;ms&gt;[.failure]</c>,
/// <c>flaky.&lt;n&gt;</c>, <c>duplicate</c>, <c>refund-fail</c>, <c>timeout</c>, <c>late.&lt;ms&gt;.success</c>.
/// </summary>
public sealed record SimulatedOutcome(bool? Approves, string? Reason, TimeSpan? Delay, int Errors, bool RefundsFail)
{
    /// <summary>The bank says what it decided a second time.</summary>
    public bool AnswersTwice { get; init; }

    /// <summary>The bank does not decide before the payment has timed out.</summary>
    public bool TimesOut { get; init; }

    /// <summary>How long after the time-out the bank approves; null: never.</summary>
    public TimeSpan? ApprovesLateBy { get; init; }

    private const int MostMilliseconds = 600_000;
    private const int MostDigits = 6; // the text is kept, in a column with an end

    private static readonly SimulatedOutcome Success = new(Approves: true, Reason: null, Delay: null, 0, RefundsFail: false);

    private static readonly FrozenDictionary<string, string> Cards = new Dictionary<string, string>
    {
        ["4000000000000002"] = "decline.card-declined",
        ["4000000000009995"] = "decline.insufficient-funds",
        ["4000000000009987"] = "decline.lost-card",
        ["4000000000009979"] = "decline.stolen-card",
        ["4000000000000069"] = "decline.expired-card",
        ["4000000000000127"] = "decline.incorrect-cvv",
        ["4000000000005126"] = "refund-fail",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The outcome a test address names, or null: an address that says nothing special, or one nobody published.</summary>
    public static string? Of(Vpa vpa) => vpa.Value.ToLowerInvariant().Split('@') switch
    {
        [var name, "sim"] when Parse(name) is not null => name,
        [("success" or "failure") and var name, "razorpay"] => name,
        _ => null,
    };

    public static bool IsTestHandle(Vpa vpa) => vpa.Handle.Equals("sim", StringComparison.OrdinalIgnoreCase);

    public static string? Of(CardNumber card) => Cards.FirstOrDefault(entry => card.Matches(entry.Key)).Value;

    public static SimulatedOutcome? Parse(string? text)
    {
        var words = text?.Split('.') ?? [];
        return words switch
        {
            ["success"] => Success,
            ["duplicate"] => Success with { AnswersTwice = true },
            ["timeout"] => Success with { TimesOut = true },
            ["late", var ms, "success"] when Number(ms) is { } late =>
                Success with { TimesOut = true, ApprovesLateBy = TimeSpan.FromMilliseconds(late) },
            ["failure"] => Success with { Approves = false, Reason = DeclineReasons.PaymentDeclined },
            ["refund-fail"] => Success with { RefundsFail = true },
            ["decline", var reason] when DeclineReasons.IsKnown(reason.Replace('-', '_')) =>
                Success with { Approves = false, Reason = reason.Replace('-', '_') },
            ["delay", var ms] when Number(ms) is { } delay => Success with { Delay = TimeSpan.FromMilliseconds(delay) },
            ["delay", var ms, "failure"] when Number(ms) is { } delay => new(
                Approves: false, DeclineReasons.PaymentDeclined, TimeSpan.FromMilliseconds(delay), 0, RefundsFail: false),
            ["flaky", var n] when Number(n) is { } errors and <= 20 => Success with { Errors = errors },
            _ => null,
        };
    }

    private static int? Number(string text) =>
        text.Length <= MostDigits
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number <= MostMilliseconds
            ? number
            : null;
}
