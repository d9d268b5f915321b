using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;

namespace PaymentGateway.Tests.Core;

public sealed class UpiAddresses
{
    [Theory]
    [InlineData("user@paytm")]
    [InlineData("a@b")]
    [InlineData("First.Last-2_x@okICICI1")]
    [InlineData("..@1")]
    public void An_address_is_kept_as_it_was_written(string text)
    {
        Assert.True(Vpa.TryParse(text, out var vpa));

        Assert.Equal(text, vpa.Value);
        Assert.Equal(text, $"{vpa.Name}@{vpa.Handle}");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("user")]
    [InlineData("user@")]
    [InlineData("@paytm")]
    [InlineData("user@@paytm")]
    [InlineData("us@er@paytm")]
    [InlineData("user@pay.tm")]
    [InlineData("user@pay_tm")]
    [InlineData("us er@paytm")]
    [InlineData(" user@paytm")]
    [InlineData("user@paytm ")]
    [InlineData("user@paytm\n")]
    [InlineData("user\t@paytm")]
    [InlineData("us+er@paytm")]
    [InlineData("usér@paytm")]
    [InlineData("user@pаytm")]
    [InlineData("user\0@paytm")]
    public void What_is_no_address_is_refused_and_nothing_is_trimmed(string? text) => Assert.False(Vpa.TryParse(text, out _));

    [Fact]
    public void An_address_has_at_most_255_characters()
    {
        Assert.True(Vpa.TryParse(new string('a', 253) + "@b", out _));
        Assert.False(Vpa.TryParse(new string('a', 254) + "@b", out _));
    }

    [Fact]
    public void A_long_text_is_judged_quickly()
    {
        var longest = new string('a', 100_000) + "!";

        var quickest = Enumerable.Range(0, 10).Min(_ => // a machine may be busy
        {
            var started = TimeProvider.System.GetTimestamp();
            Assert.False(Vpa.TryParse(longest, out var _));
            return TimeProvider.System.GetElapsedTime(started);
        });

        Assert.True(quickest < TimeSpan.FromMilliseconds(50), quickest.ToString());
    }

    [Theory]
    [InlineData("delay.600000@sim", true)]
    [InlineData("delay.0000001@sim", false)]
    [InlineData("flaky.0000000000000000000000000000000000000000000000001@sim", false)]
    public void A_magic_address_is_one_that_the_column_holds(string text, bool isMagic)
    {
        Assert.True(Vpa.TryParse(text, out var vpa));

        Assert.Equal(isMagic, SimulatedOutcome.Of(vpa) is not null);
    }

    [Theory]
    [InlineData("test@paytm", "te**@paytm")]
    [InlineData("a@b", "a**@b")]
    public void It_prints_enough_to_recognise_and_too_little_to_use(string text, string shown)
    {
        Assert.True(Vpa.TryParse(text, out var vpa));

        Assert.Equal(shown, vpa.ToString());
    }
}
