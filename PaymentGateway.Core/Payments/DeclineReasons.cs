using System.Collections.Frozen;

namespace PaymentGateway.Core.Payments;

/// <summary>The published reasons for which a payment fails, with what a shopper may be told.</summary>
public static class DeclineReasons
{
    public const string PaymentDeclined = "payment_declined";
    public const string CardDeclined = "card_declined";
    public const string TimedOut = "payment_timed_out";
    public const string TechnicalError = "gateway_technical_error";

    private const string Unexplained = "Payment processing failed";

    private static readonly FrozenDictionary<string, string> Texts = new Dictionary<string, string>
    {
        [PaymentDeclined] = Unexplained,
        ["insufficient_funds"] = "Insufficient funds",
        [CardDeclined] = "The bank declined the card",
        ["lost_card"] = "The bank declined the card",
        ["stolen_card"] = "The bank declined the card",
        ["expired_card"] = "The card has expired",
        ["incorrect_cvv"] = "Incorrect security code (CVV)",
        ["incorrect_pin"] = "Incorrect PIN",
        ["limit_exceeded"] = "The payment exceeds the account's limit",
        ["do_not_honor"] = "The bank declined the payment without a reason",
        ["risk_blocked"] = "The payment was blocked by a risk check",
        ["account_blocked"] = "The account is blocked",
        ["invalid_vpa"] = "UPI ID not found",
        [TechnicalError] = "The bank could not be reached",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a bank may give this reason; a time-out is ours.</summary>
    public static bool IsKnown(string reason) => Texts.ContainsKey(reason);

    /// <summary>Of a refund: what the merchant reads.</summary>
    public static string DescribeRefund(string reason) => reason switch
    {
        "account_blocked" => "The shopper's account is blocked",
        "expired_card" => "The shopper's card has expired",
        TechnicalError => "The bank could not be reached",
        _ => "The bank declined the refund",
    };

    public static string Describe(string reason) => reason == TimedOut
        ? "The bank did not respond in time: a later charge will be returned"
        : Texts.GetValueOrDefault(reason, Unexplained);
}
