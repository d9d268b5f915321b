namespace PaymentGateway.Core.Payments;

/// <summary>Every move a payment may make; the trigger payment_guard says the same in the database.</summary>
public static class PaymentLifecycle
{
    public static bool Allows(PaymentStatus from, PaymentStatus to) => (from, to) switch
    {
        (PaymentStatus.Pending, PaymentStatus.Succeeded or PaymentStatus.Failed) => true,
        _ => false, // what is not listed is forbidden
    };
}
