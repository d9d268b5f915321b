using System.Globalization;
using PaymentGateway.Dashboard.Amounts;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>An amount is accepted only in a form that nobody reads as another number.</summary>
public sealed class TypedAmounts
{
    [Theory]
    [InlineData("1000", 100_000)]
    [InlineData("1,000", 100_000)]
    [InlineData("1,00,000", 10_000_000)]
    [InlineData("100,000", 10_000_000)]
    [InlineData("1,000.50", 100_050)]
    [InlineData("1,000,000", 100_000_000)]
    [InlineData("12,48,300.00", 124_830_000)]
    [InlineData("9,99,99,99,999.99", 999_999_999_999)]
    [InlineData("6.95", 695)]
    [InlineData("6.9", 690)]
    [InlineData("0.01", 1)]
    [InlineData("0", 0)]
    [InlineData("007.50", 750)]
    [InlineData(" 250.00 ", 25_000)]
    [InlineData("1000", 1_000, "JPY")]
    [InlineData("1,000", 1_000, "JPY")]
    [InlineData("12,345,678", 12_345_678, "JPY")]
    [InlineData("1.000", 1_000, "KWD")]
    [InlineData("1.2", 1_200, "KWD")]
    [InlineData("1,234.567", 1_234_567, "KWD")]
    [InlineData("1,00,000.5", 100_000_500, "KWD")]
    [InlineData("92233720368547758.07", long.MaxValue)]
    public void An_amount_in_an_unmistakable_form_is_accepted(string typed, long minorUnits, string currency = "INR") =>
        Assert.Equal(minorUnits, AmountParser.Parse(typed, currency));

    [Theory]
    [InlineData("6,95")]
    [InlineData("79,00")]
    [InlineData("12,5")]
    [InlineData("1.000")]
    [InlineData("1.000,50")]
    [InlineData("1.000.000")]
    [InlineData("1,0000")]
    [InlineData("1,00")]
    [InlineData("1,00,00")]
    [InlineData("1000,000")]
    [InlineData("1,000,00,000")]
    [InlineData("1,00,000,000")]
    [InlineData("0,123")]
    [InlineData("00,123")]
    [InlineData(",123")]
    [InlineData("1,,000")]
    [InlineData("1,000,")]
    [InlineData("1,000.5,0")]
    [InlineData("1,000.500")]
    [InlineData("6.955")]
    [InlineData("6.")]
    [InlineData(".95")]
    [InlineData(".")]
    [InlineData("1 000")]
    [InlineData("1\u00a0000")]
    [InlineData("1\u202f000,50")]
    [InlineData("1'000")]
    [InlineData("1_000")]
    [InlineData("+5")]
    [InlineData("-5")]
    [InlineData("(5)")]
    [InlineData("5e2")]
    [InlineData("0x10")]
    [InlineData("₹500")]
    [InlineData("500 INR")]
    [InlineData("500/-")]
    [InlineData("५००")]
    [InlineData("١٢")]
    [InlineData("１００")]
    [InlineData("½")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(null)]
    [InlineData("NaN")]
    [InlineData("92233720368547758.08")]
    [InlineData("99999999999999999999999999999999999999")]
    [InlineData("1.0", "JPY")]
    [InlineData("1.000", "JPY")]
    [InlineData("1,5", "JPY")]
    [InlineData("10,00", "JPY")]
    [InlineData("9223372036854775808", "JPY")]
    [InlineData("1,5", "KWD")]
    [InlineData("1.2345", "KWD")]
    [InlineData("1.234.567", "KWD")]
    [InlineData("1.234,5", "KWD")]
    [InlineData("0,500", "KWD")]
    public void An_amount_in_any_other_form_is_refused(string? typed, string currency = "INR") =>
        Assert.Null(AmountParser.Parse(typed, currency));

    [Theory]
    [InlineData("INR")]
    [InlineData("JPY")]
    [InlineData("KWD")]
    [InlineData("CLF")]
    public void What_the_dashboard_writes_it_reads(string currency)
    {
        foreach (var amount in new[] { 0, 1, 9, 10, 999, 1_000, 99_999, 100_000, 1_234_567, 99_999_999_999 })
        {
            var shown = MoneyFormat.Of(amount, currency)[MoneyFormat.Symbol(currency).Length..];

            Assert.Equal((amount, amount), (AmountParser.Parse(MoneyFormat.Plain(amount, currency), currency), AmountParser.Parse(shown, currency)));
        }
    }

    /// <summary>Every short text of the characters that amounts are typed with, by a rule of its own.</summary>
    [Theory]
    [InlineData("INR", 2)]
    [InlineData("JPY", 0)]
    [InlineData("KWD", 3)]
    public void Every_text_of_up_to_seven_characters_is_read_as_one_number_or_refused(string currency, int decimals)
    {
        var accepted = 0;
        foreach (var typed in Texts("01,.", 7))
        {
            if (AmountParser.Parse(typed, currency) is not { } minor)
            {
                continue;
            }

            accepted++;
            var parts = typed.Split('.');
            var fraction = parts.Length == 2 ? parts[1] : "";
            var digits = parts[0].Replace(",", "", StringComparison.Ordinal);
            Assert.True(parts.Length <= 2 && fraction.Length <= decimals && (parts.Length == 1 || fraction.Length > 0), typed);
            Assert.All(fraction, digit => Assert.True(char.IsAsciiDigit(digit), typed));
            var groups = parts[0].Split(',');
            Assert.True(groups.Length == 1 || (groups[^1].Length == 3 && groups[0][0] != '0'), typed);
            Assert.Equal(minor, long.Parse(digits + fraction.PadRight(decimals, '0'), CultureInfo.InvariantCulture));
        }

        Assert.True(accepted > 250, $"{accepted} accepted");
    }

    private static IEnumerable<string> Texts(string alphabet, int longest) => longest == 0
        ? [""]
        : Texts(alphabet, longest - 1).SelectMany(text => text.Length == longest - 1 ? alphabet.Select(c => text + c).Prepend(text) : [text]);
}
