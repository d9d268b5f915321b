using PaymentGateway.Api.Live;
using PaymentGateway.Core.Live;
using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Tests.Live;

/// <summary>A client that reads too slowly costs no memory, and learns that it has to read again.</summary>
public sealed class LostChanges
{
    [Fact]
    public async Task A_subscription_that_overflows_says_so_once()
    {
        using var subscription = new ChangeSubscription(_ => { }, TimeProvider.System);
        var merchant = MerchantId.New();
        for (var i = 0; i < 1000; i++)
        {
            subscription.Enqueue(new Change(merchant, "payment", $"pay_{i}"));
        }

        Assert.False(subscription.WasInterrupted());
        subscription.Enqueue(new Change(merchant, "payment", "pay_1000"));

        Assert.True(subscription.WasInterrupted());
        Assert.False(subscription.WasInterrupted());
        var kept = await subscription.NextAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
        Assert.Equal(1000, kept.Count);
        Assert.DoesNotContain(kept, change => change.Id == "pay_0");
    }

    [Fact]
    public async Task A_change_that_is_enqueued_several_times_is_returned_once()
    {
        using var subscription = new ChangeSubscription(_ => { }, TimeProvider.System);
        var change = new Change(MerchantId.New(), "payment", "pay_1");
        subscription.Enqueue(change);
        subscription.Enqueue(change);

        Assert.Equal([change], await subscription.NextAsync(TimeSpan.FromSeconds(30), CancellationToken.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("payment pay_1")]
    [InlineData("nobody payment pay_1")]
    [InlineData("01a223be-70e3-73cb-b327-2143e42c828b payment pay_1 more")]
    public void A_message_of_another_version_is_not_parsed(string message) => Assert.Null(Change.Parse(message));

    [Fact]
    public void A_change_survives_its_text()
    {
        var change = new Change(MerchantId.New(), "payment", "pay_1");

        Assert.Equal(change, Change.Parse(change.ToString()));
    }
}
