using PaymentGateway.Core.Payments;

namespace PaymentGateway.Tests.Core;

/// <summary>A typed amount is read only where nobody reads it as another one.</summary>
public sealed class MajorAmounts
{
    [Theory]
    [InlineData("500", "INR", 50_000)]
    [InlineData("500", "JPY", 500)]
    [InlineData("500", "KWD", 500_000)]
    [InlineData("500", "CLF", 5_000_000)]
    [InlineData("1250.50", "INR", 125_050)]
    [InlineData("1,250.50", "INR", 125_050)]
    [InlineData("1250.5", "INR", 125_050)]
    [InlineData("12,50,000", "INR", 125_000_000)]
    [InlineData("1,250,000", "INR", 125_000_000)]
    [InlineData("1.234", "KWD", 1_234)]
    [InlineData("0.01", "INR", 1)]
    [InlineData("999999999.99", "INR", 99_999_999_999)]
    public void An_amount_is_that_of_each_currency_in_its_smallest_unit(string text, string currency, long minorUnits) =>
        Assert.Equal(minorUnits, Assert.Single(InEveryCurrency(text), money => money.Currency == currency).MinorUnits);

    [Theory]
    [InlineData("500.00", "JPY")]
    [InlineData("1.234", "INR")]
    [InlineData("1000000000", "INR")]
    [InlineData("99999999999", "INR")]
    public void A_currency_with_fewer_decimals_or_smaller_amounts_does_not_have_it(string text, string currency) =>
        Assert.DoesNotContain(InEveryCurrency(text), money => money.Currency == currency);

    [Theory]
    [InlineData("6,95")]
    [InlineData("1.250,50")]
    [InlineData("0,123")]
    [InlineData("1,25")]
    [InlineData("1,2345")]
    [InlineData("1250.")]
    [InlineData(".50")]
    [InlineData("-5")]
    [InlineData("+5")]
    [InlineData("5e2")]
    [InlineData("₹500")]
    [InlineData("500 INR")]
    [InlineData("１２３")]
    [InlineData("500\n")]
    [InlineData("")]
    [InlineData("99999999999999999999999999999999999999")]
    public void Other_forms_are_no_amount(string text) => Assert.Null(MajorAmount.Parse(text));

    private static IEnumerable<Money> InEveryCurrency(string text) => MajorAmount.Parse(text)!.InEveryCurrency();
}
