using PaymentGateway.Core.Payments.Methods;

namespace PaymentGateway.Tests.Core;

/// <summary>When a card ends, and how long its security code is.</summary>
public sealed class CardDetailRules
{
    private static readonly DateTimeOffset MidJune = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("6", "2026")]
    [InlineData("06", "26")]
    [InlineData("12", "2046")]
    [InlineData("1", "27")]
    public void A_card_that_goes_on_can_be_charged(string month, string year) => Assert.True(CardExpiry.IsUsable(month, year, MidJune));

    [Theory]
    [InlineData("5", "2026")]
    [InlineData("06", "25")]
    [InlineData("1", "2047")]
    [InlineData("0", "2030")]
    [InlineData("13", "2030")]
    [InlineData("006", "2030")]
    [InlineData("6", "030")]
    [InlineData("6", "20300")]
    [InlineData("+6", "2030")]
    [InlineData(" 6", "2030")]
    [InlineData("6", "-1")]
    [InlineData("", "2030")]
    [InlineData("6", "")]
    [InlineData(null, "2030")]
    [InlineData("6", null)]
    public void What_is_over_or_no_date_is_refused(string? month, string? year) => Assert.False(CardExpiry.IsUsable(month, year, MidJune));

    [Fact]
    public void A_card_is_good_to_the_last_instant_of_its_month_where_the_day_ends_last()
    {
        var end = new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero); // midnight in UTC−12

        Assert.True(CardExpiry.IsUsable("06", "2026", end.AddTicks(-1)));
        Assert.False(CardExpiry.IsUsable("06", "2026", end));
    }

    [Fact]
    public void December_ends_in_the_next_year()
    {
        var end = new DateTimeOffset(2027, 1, 1, 12, 0, 0, TimeSpan.Zero);

        Assert.True(CardExpiry.IsUsable("12", "26", end.AddTicks(-1)));
        Assert.False(CardExpiry.IsUsable("12", "26", end));
    }

    [Theory]
    [InlineData("4", "123", true)]
    [InlineData("4", "1234", false)]
    [InlineData("4", "12", false)]
    [InlineData("34", "1234", true)]
    [InlineData("34", "123", false)]
    [InlineData("51", "123", true)]
    [InlineData("65", "123", true)]
    [InlineData("6011", "123", true)]
    [InlineData("36", "123", true)]
    [InlineData("3528", "123", true)]
    [InlineData("1", "123", true)]
    [InlineData("1", "1234", true)]
    [InlineData("1", "12345", false)]
    [InlineData("4", "12a", false)]
    [InlineData("4", "１２３", false)]
    [InlineData("4", "", false)]
    [InlineData("4", null, false)]
    public void A_network_says_how_long_the_security_code_is(string prefix, string? cvv, bool isRight) =>
        Assert.Equal(isRight, CardNetwork.Of(prefix.PadRight(16, '0')).AcceptsCvv(cvv));
}
