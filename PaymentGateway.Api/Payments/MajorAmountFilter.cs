using PaymentGateway.Core.Payments;

namespace PaymentGateway.Api.Payments;

/// <summary>Compares amounts in major units, as 500 or 499.99: of every payment in its own currency.</summary>
internal static class MajorAmountFilter
{
    private static readonly string[] WithoutDecimals = Currencies.WithDecimals(0);
    private static readonly string[] WithThreeDecimals = Currencies.WithDecimals(3);
    private static readonly string[] WithFourDecimals = Currencies.WithDecimals(4);

    public static IQueryable<Payment> OfAtLeast(this IQueryable<Payment> payments, decimal amount)
    {
        var (zero, two, three, four) = (Up(amount), Up(amount * 100), Up(amount * 1_000), Up(amount * 10_000));
        return payments.Where(p => p.Amount.MinorUnits >= (WithoutDecimals.Contains(p.Amount.Currency) ? zero
            : WithThreeDecimals.Contains(p.Amount.Currency) ? three
            : WithFourDecimals.Contains(p.Amount.Currency) ? four : two));
    }

    public static IQueryable<Payment> OfAtMost(this IQueryable<Payment> payments, decimal amount)
    {
        var (zero, two, three, four) = (Down(amount), Down(amount * 100), Down(amount * 1_000), Down(amount * 10_000));
        return payments.Where(p => p.Amount.MinorUnits <= (WithoutDecimals.Contains(p.Amount.Currency) ? zero
            : WithThreeDecimals.Contains(p.Amount.Currency) ? three
            : WithFourDecimals.Contains(p.Amount.Currency) ? four : two));
    }

    private static long Up(decimal minorUnits) => (long)decimal.Ceiling(minorUnits);

    private static long Down(decimal minorUnits) => (long)decimal.Floor(minorUnits);
}
