using PaymentGateway.Dashboard.Amounts;
using PaymentGateway.Dashboard.Components.Primitives;
using PaymentGateway.Dashboard.Gateway;

namespace PaymentGateway.Dashboard.Components.Shared;

/// <summary>One step of a payment or of its refunds, in plain words.</summary>
internal sealed record TimelineStep(string Title, string? Detail, string Tone, string Icon)
{
    public static TimelineStep Of(TimelineEntry entry, Payment payment)
    {
        var refund = $"Refund of {MoneyFormat.Of(entry.Amount ?? 0, payment.Currency)}";
        return entry.Type switch
        {
            "payment.created" => new("Payment created", payment.Instrument, "note", Icons.Card),
            "payment.pending" => new("Sent to bank", null, "wait", Icons.Bank),
            "payment.success" => new("Approved by bank", null, "good", Icons.Check),
            "payment.failed" when payment.ErrorReason == "payment_timed_out" =>
                new("No decision from bank in time", payment.ErrorDescription, "bad", Icons.Clock),
            "payment.failed" => new("Declined by bank", payment.ErrorDescription, "bad", Icons.Cross),
            "payment.late_approval" =>
                new("Approved by bank after timeout", "The money is returned to the shopper.", "wait", Icons.Undo),
            "payment.reversed" => new("Money returned to shopper", null, "good", Icons.Undo),
            "payment.captured" => new("Captured", null, "good", Icons.ShieldCheck),
            "refund.created" => new($"{refund} requested", entry.Reason, "wait", Icons.Undo),
            "refund.processed" => new($"{refund} processed", null, "good", Icons.Undo),
            "refund.failed" => new($"{refund} failed", "The amount can be refunded again.", "bad", Icons.Undo),
            _ => new(entry.Type, null, "", Icons.Dot),
        };
    }

    /// <param name="attempts">Of one delivery, newest first.</param>
    public static TimelineStep OfDelivery(IReadOnlyList<TimelineEntry> attempts)
    {
        var last = attempts[0];
        var tries = attempts.Count == 1 ? "1 attempt" : $"{attempts.Count} attempts";
        var (result, tone) = last switch
        {
            { DurationMs: null } => ("sending", "wait"),
            { Error: null } => ("delivered", "good"),
            _ => ("not delivered", "bad"),
        };
        return new($"Webhook {last.Event} {result}", $"{tries} · {ResultOf(last)}", tone, Icons.Webhook);
    }

    /// <summary>What an attempt ended with: HTTP 500 · 5 ms.</summary>
    public static string ResultOf(TimelineEntry attempt) => attempt switch
    {
        { DurationMs: null } => "sending",
        { ResponseCode: { } code } => $"HTTP {code} · {attempt.DurationMs} ms",
        { Error: { } error } => AttemptErrors.Explain(error),
        _ => $"{attempt.DurationMs} ms",
    };
}
