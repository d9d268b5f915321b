using CsCheck;
using PaymentGateway.Core.Payments.Methods;

namespace PaymentGateway.Tests.Core;

public sealed class CardNumbers
{
    private static readonly Gen<string> Digits = Gen.Char['0', '9'].Array[12, 18].Select(digits => new string(digits));

    [Theory]
    [InlineData("4242424242424242", "visa")]
    [InlineData("4111111111111111", "visa")]
    [InlineData("4222222222222", "visa")]
    [InlineData("5555555555554444", "mastercard")]
    [InlineData("5105105105105100", "mastercard")]
    [InlineData("2223003122003222", "mastercard")]
    [InlineData("2221000000000009", "mastercard")]
    [InlineData("2720990000000007", "mastercard")]
    [InlineData("378282246310005", "amex")]
    [InlineData("341111111111111", "amex")]
    [InlineData("6527658900001005", "rupay")]
    [InlineData("6011111111111117", "discover")]
    [InlineData("36227206271667", "diners")]
    [InlineData("3566002020360505", "jcb")]
    public void The_published_numbers_show_their_network(string text, string network)
    {
        Assert.True(CardNumber.TryParse(text, out var number));

        Assert.Equal(network, number!.Network.Name);
        Assert.Equal(text[^4..], number.LastFour);
    }

    [Theory]
    [InlineData("2220", "unknown")]
    [InlineData("2221", "mastercard")]
    [InlineData("2720", "mastercard")]
    [InlineData("2721", "unknown")]
    [InlineData("50", "unknown")]
    [InlineData("51", "mastercard")]
    [InlineData("55", "mastercard")]
    [InlineData("56", "unknown")]
    [InlineData("33", "unknown")]
    [InlineData("34", "amex")]
    [InlineData("37", "amex")]
    [InlineData("508499", "unknown")]
    [InlineData("508500", "rupay")]
    [InlineData("508999", "rupay")]
    [InlineData("509000", "unknown")]
    [InlineData("6010", "rupay")]
    [InlineData("6011", "discover")]
    [InlineData("6012", "rupay")]
    [InlineData("643", "unknown")]
    [InlineData("644", "discover")]
    [InlineData("649", "discover")]
    [InlineData("65", "rupay")]
    [InlineData("80", "unknown")]
    [InlineData("81", "rupay")]
    [InlineData("89", "rupay")]
    [InlineData("90", "unknown")]
    [InlineData("299", "unknown")]
    [InlineData("300", "diners")]
    [InlineData("305", "diners")]
    [InlineData("306", "unknown")]
    [InlineData("36", "diners")]
    [InlineData("38", "diners")]
    [InlineData("39", "diners")]
    [InlineData("3527", "unknown")]
    [InlineData("3528", "jcb")]
    [InlineData("3589", "jcb")]
    [InlineData("3590", "unknown")]
    [InlineData("1", "unknown")]
    public void The_longest_prefix_decides(string prefix, string network) =>
        Assert.Equal(network, CardNetwork.Of(prefix.PadRight(16, '0')).Name);

    [Theory]
    [InlineData("4242 4242 4242 4242")]
    [InlineData("4242-4242-4242-4242")]
    [InlineData(" 4242424242424242 ")]
    public void Groups_as_people_type_them_are_understood(string text) => Assert.True(CardNumber.TryParse(text, out _));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("4242424242424241")]
    [InlineData("424242424242")]
    [InlineData("42424242424242424242")]
    [InlineData("0000000000000000")]
    [InlineData("4242424242424242x")]
    [InlineData("4242.4242.4242.4242")]
    [InlineData("٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢")]
    [InlineData("4242\u00a04242\u00a04242\u00a04242")]
    public void What_is_no_number_is_refused(string? text) => Assert.False(CardNumber.TryParse(text, out _));

    [Fact]
    public void Of_ten_last_digits_exactly_one_is_right() => Digits.Where(IsMixed).Sample(body =>
        Enumerable.Range(0, 10).Count(check => CardNumber.TryParse($"{body}{check}", out _)) == 1);

    [Fact]
    public void One_wrong_digit_is_always_found() =>
        Gen.Select(Digits.Where(IsMixed), Gen.Int[0, 11], Gen.Int[1, 9]).Sample((body, place, shift) =>
        {
            var number = Enumerable.Range(0, 10).Select(check => $"{body}{check}").Single(text => CardNumber.TryParse(text, out _));
            var wrong = number.ToCharArray();
            wrong[place] = (char)('0' + ((wrong[place] - '0' + shift) % 10));
            return !CardNumber.TryParse(new string(wrong), out _);
        });

    [Fact]
    public void A_number_prints_its_last_four_digits_and_no_more()
    {
        Assert.True(CardNumber.TryParse("4242424242424242", out var number));

        Assert.Equal("•••• 4242", number!.ToString());
        Assert.DoesNotContain("42424242", System.Text.Json.JsonSerializer.Serialize(number), StringComparison.Ordinal);
    }

    // A number of one digit throughout is refused however well it adds up.
    private static bool IsMixed(string body) => body.Distinct().Count() > 1;
}
