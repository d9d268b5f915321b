using System.Text.Json;

namespace PaymentGateway.Dashboard.Gateway;

/// <param name="TotalIsCapped">There are more than <paramref name="Total"/>.</param>
public sealed record Page<T>(
    IReadOnlyList<T> Data, int Total, bool TotalIsCapped, int Limit, int Offset, bool HasMore);

/// <param name="AmountRefundable">Minor units that no refund has paid back or reserved.</param>
public sealed record Payment(
    string Id, string OrderId, long Amount, string Currency, string Method, string? Vpa, string? CardNetwork, string? CardLast4,
    string Status, bool Captured, long AmountRefunded, long AmountRefundable, string RefundStatus,
    string? BankReference, string? ErrorCode, string? ErrorReason, string? ErrorDescription,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public const string Pending = "pending";
    public const string Success = "success";
    public const string Failed = "failed";
    public const string Card = "card";

    /// <summary>Of the order; in exported rows only.</summary>
    public string? Receipt { get; init; }

    /// <summary>What a person recognises it by.</summary>
    public string Instrument => Vpa ?? $"{NetworkName} •••• {CardLast4}";

    private string? NetworkName => CardNetwork switch
    {
        "visa" => "Visa",
        "mastercard" => "Mastercard",
        "amex" => "Amex",
        "rupay" => "RuPay",
        "discover" => "Discover",
        "diners" => "Diners Club",
        "jcb" => "JCB",
        "unknown" => "Card",
        _ => CardNetwork,
    };
}

public sealed record Refund(
    string Id, string PaymentId, long Amount, string Currency, string? Reason, string Status, string? ErrorDescription,
    DateTimeOffset CreatedAt, DateTimeOffset? ProcessedAt)
{
    public const string Failed = "failed";

    public static readonly string[] Statuses = ["pending", "processed", Failed];
}

/// <param name="Notes">An object of the merchant's own.</param>
public sealed record Order(
    string Id, long Amount, string Currency, string? Receipt, JsonElement Notes, string Status,
    long AmountPaid, long AmountDue, int Attempts, DateTimeOffset CreatedAt)
{
    public static readonly string[] Statuses = ["created", "attempted", "paid"];
}

/// <param name="Amount">Minor units.</param>
public sealed record OrderForm(long Amount, string Currency, string Receipt);

public sealed record RefundForm(long Amount, string? Reason);

/// <summary>Nothing to say, in a body that is an object all the same.</summary>
public sealed record EmptyForm;

public sealed record Timeline(string PaymentId, string? TraceId, IReadOnlyList<TimelineEntry> Entries);

/// <param name="SubjectId">The payment or refund it happened to.</param>
/// <param name="Event">For an attempt: what was to be told.</param>
/// <param name="WebhookId">For an attempt: the delivery.</param>
/// <param name="Amount">For a refund: minor units.</param>
public sealed record TimelineEntry(
    DateTimeOffset At, string Type, string SubjectId, string? Event, Guid? WebhookId, int? Attempt, int? ResponseCode,
    string? Error, int? DurationMs, long? Amount, string? Reason);
