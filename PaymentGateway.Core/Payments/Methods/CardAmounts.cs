namespace PaymentGateway.Core.Payments.Methods;

/// <summary>Card networks carry three-decimal currencies in tens of the smallest unit, both ways.</summary>
public static class CardAmounts
{
    public static bool IsAccepted(Money amount) =>
        Currencies.DecimalsOf(amount.Currency) != 3 || amount.MinorUnits % 10 == 0;
}
