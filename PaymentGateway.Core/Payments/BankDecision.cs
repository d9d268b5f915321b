namespace PaymentGateway.Core.Payments;

/// <summary>A bank's final word on one payment or refund.</summary>
/// <param name="Reason">Why it was declined, a name from the published list of reasons; null when approved.</param>
/// <param name="Reference">The bank's own number for it.</param>
public sealed record BankDecision(bool IsApproved, string? Reason, string Reference)
{
    public static BankDecision Approved(string reference) => new(IsApproved: true, Reason: null, reference);

    public static BankDecision Declined(string reason, string reference) => new(IsApproved: false, reason, reference);
}
