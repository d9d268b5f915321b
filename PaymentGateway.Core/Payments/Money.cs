namespace PaymentGateway.Core.Payments;

/// <summary>An amount in the smallest unit of its currency: 49900 INR is ₹499.00, 499 JPY is ¥499.</summary>
public readonly record struct Money(long MinorUnits, string Currency)
{
    /// <summary>What an order may ask for, in minor units.</summary>
    public const long Least = 100;

    /// <summary>What an order may ask for, in minor units.</summary>
    public const long Most = 99_999_999_999;

    public override string ToString() => $"{MinorUnits} {Currency}";
}
