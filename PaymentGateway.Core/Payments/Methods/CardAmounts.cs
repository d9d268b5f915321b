namespace PaymentGateway.Core.Payments.Methods;

/// <summary>Card networks carry currencies of three decimals in tens of the smallest unit: payments and refunds alike.</summary>
public static class CardAmounts
{
    public static bool IsAccepted(Money amount) =>
        Currencies.DecimalsOf(amount.Currency) != 3 || amount.MinorUnits % 10 == 0;
}
