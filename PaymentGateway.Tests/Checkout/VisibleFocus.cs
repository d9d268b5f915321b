using Microsoft.Playwright;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Checkout;

/// <summary>With a checkout of its own: nothing here is a matter of time, so it need not wait until the machine is free.</summary>
public sealed class VisibleFocus(RunningCheckout running) : IClassFixture<RunningCheckout>
{
    private static readonly string[] WithoutFocus = ["loading"];

    public static TheoryData<string> All => new(States.All.Except(WithoutFocus));

    [Theory]
    [MemberData(nameof(All))]
    public async Task Everything_that_Tab_reaches_shows_a_ring(string state)
    {
        await using var shop = await ShopSite.OpenAsync();
        await using var shopper = await running.NewShopperAsync(new Screen(1280, 600));
        await new States(running, shop, shopper).ReachAsync(state);
        var faults = new List<string>();
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await shopper.Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            var (stops, found) = await FocusRings.InspectAsync(shopper.Page);
            TestContext.Current.TestOutputHelper?.WriteLine($"{state}, {scheme}: {stops} elements");
            faults.AddRange(found.Select(fault => $"{scheme}: {fault}"));
        }

        Assert.True(faults.Count == 0, $"{state}\n{string.Join('\n', faults.Distinct())}");
    }
}
