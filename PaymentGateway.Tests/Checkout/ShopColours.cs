using CsCheck;
using PaymentGateway.Checkout.Look;

namespace PaymentGateway.Tests.Checkout;

public sealed class ShopColours
{
    private static readonly Gen<Rgb> AnyColour = Gen.Select(Gen.Byte, Gen.Byte, Gen.Byte, (r, g, b) => new Rgb(r, g, b));

    [Fact]
    public void Whatever_colour_a_shop_wishes_the_texts_on_it_and_in_it_can_be_read() =>
        AnyColour.Sample(colour =>
        {
            var accent = Accent.Parse(colour.ToString())!;

            foreach (var (ground, look) in new[] { (Accent.LightGround, accent.Light), (Accent.DarkGround, accent.Dark) })
            {
                Assert.True(look.OnFill.ContrastWith(look.Fill) >= 4.5, $"the text on a button of {colour}");
                Assert.True(look.Text.ContrastWith(ground) >= 4.5, $"a text in {colour} on {ground}");
            }
        });

    [Fact]
    public void A_colour_that_can_be_read_is_left_as_the_shop_chose_it()
    {
        var accent = Accent.Parse("#0f766e")!;

        Assert.Equal("#0f766e", accent.Light.Fill.ToString());
        Assert.Equal("#0f766e", accent.Light.Text.ToString());
    }

    [Theory]
    [InlineData("#abc", "#aabbcc")]
    [InlineData("AABBCC", "#aabbcc")]
    public void A_colour_may_be_short_and_without_its_hash(string written, string meant)
    {
        Assert.True(Rgb.TryParse(written, out var colour));
        Assert.Equal(meant, colour.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("red")]
    [InlineData("#12345")]
    [InlineData("#+12345")]
    [InlineData("#fff;}body{display:none")]
    public void What_is_no_colour_changes_nothing(string? written) => Assert.Null(Accent.Parse(written));
}
