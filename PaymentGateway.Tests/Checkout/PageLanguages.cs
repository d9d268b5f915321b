using System.Text.RegularExpressions;
using PaymentGateway.Checkout.Texts;

namespace PaymentGateway.Tests.Checkout;

public sealed partial class PageLanguages
{
    private static readonly PageTexts English = PageTexts.For("en", null);
    private static readonly PageTexts Hindi = PageTexts.For("hi", null);

    [Fact]
    public void Both_languages_say_the_same_things_with_the_same_gaps()
    {
        Assert.Equal(Gaps(English.Page), Gaps(Hindi.Page));
        Assert.Equal(Gaps(English.Script), Gaps(Hindi.Script));
    }

    [Theory]
    [InlineData("hi", "en-GB", "hi")]
    [InlineData("HI-in", null, "hi")]
    [InlineData(null, "ta-IN,hi;q=0.8,en;q=0.5", "hi")]
    [InlineData("fr", "de", "en")]
    [InlineData(null, null, "en")]
    [InlineData("../en", "*", "en")]
    public void The_shop_chooses_the_language_then_the_browser(string? wish, string? accepted, string chosen) =>
        Assert.Equal(chosen, PageTexts.For(wish, accepted).Language);

    private static Dictionary<string, string> Gaps(IReadOnlyDictionary<string, string> texts) => texts.ToDictionary(
        text => text.Key, text => string.Concat(Gap.Matches(text.Value).Select(gap => gap.Value).Order(StringComparer.Ordinal)));

    [GeneratedRegex(@"\{\d\}", RegexOptions.NonBacktracking)]
    private static partial Regex Gap { get; }
}
