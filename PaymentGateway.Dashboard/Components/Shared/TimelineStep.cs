using MudBlazor;
using PaymentGateway.Dashboard.Amounts;
using PaymentGateway.Dashboard.Gateway;

namespace PaymentGateway.Dashboard.Components.Shared;

/// <summary>What happened, in plain words.</summary>
internal sealed record TimelineStep(string Title, string? Detail, string Tone, string Icon)
{
    public static TimelineStep Of(TimelineEntry entry, Payment payment)
    {
        var refunded = MoneyFormat.Of(entry.Amount ?? 0, payment.Currency);
        return entry.Type switch
        {
            "payment.created" => new("Payment made", $"{payment.Instrument} for {payment.OrderId}", "note", Icons.Material.Filled.AddCard),
            "payment.pending" => new("Handed to the bank", null, "wait", Icons.Material.Filled.AccountBalance),
            "payment.success" => new("The bank approved", null, "good", Icons.Material.Filled.Check),
            "payment.failed" when payment.ErrorReason == "payment_timed_out" =>
                new("The bank did not answer in time", payment.ErrorDescription, "bad", Icons.Material.Filled.TimerOff),
            "payment.late_approval" => new("The bank approved too late", "The money goes back to the shopper.", "wait", Icons.Material.Filled.Undo),
            "payment.reversed" => new("Money returned to the shopper", null, "good", Icons.Material.Filled.Undo),
            "payment.failed" => new("The bank declined", payment.ErrorDescription, "bad", Icons.Material.Filled.Close),
            "payment.captured" => new("Captured", null, "good", Icons.Material.Filled.Verified),
            "refund.created" => new($"Refund of {refunded} requested", entry.Reason, "wait", Icons.Material.Filled.Undo),
            "refund.processed" => new($"Refund of {refunded} paid out", null, "good", Icons.Material.Filled.Undo),
            "refund.failed" => new($"Refund of {refunded} failed", "The amount can be refunded again.", "bad", Icons.Material.Filled.Undo),
            "webhook.attempt" => Attempt(entry),
            _ => new(entry.Type, null, "", Icons.Material.Filled.Circle),
        };
    }

    private static TimelineStep Attempt(TimelineEntry entry)
    {
        var title = $"Webhook {entry.Event}, attempt {entry.Attempt}";
        return entry switch
        {
            { DurationMs: null } => new(title, "under way", "wait", Icons.Material.Filled.Webhook),
            { Error: null } => new(title, $"answered {entry.ResponseCode} after {entry.DurationMs} ms", "good", Icons.Material.Filled.Webhook),
            { ResponseCode: { } code } => new(title, $"refused with {code} after {entry.DurationMs} ms", "bad", Icons.Material.Filled.Webhook),
            _ => new(title, AttemptErrors.Explain(entry.Error), "bad", Icons.Material.Filled.Webhook),
        };
    }
}
