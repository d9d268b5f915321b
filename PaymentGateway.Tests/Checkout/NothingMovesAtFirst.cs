using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Checkout;

/// <summary>What can be clicked in the modal stays where it was first seen, however slow the machine.</summary>
public sealed class NothingMovesAtFirst(RunningCheckout running) : WithMovementsRecorded(running)
{
    [Theory]
    [InlineData(320, 320, 1)]
    [InlineData(360, 740, 1)]
    [InlineData(360, 740, 6)]
    [InlineData(740, 360, 1)]
    [InlineData(1280, 600, 1)]
    [InlineData(1280, 600, 6)]
    [InlineData(1280, 900, 1)]
    [InlineData(1280, 900, 6)]
    [InlineData(1920, 1080, 1)]
    [InlineData(1920, 1080, 6)]
    public async Task While_the_modal_opens_its_controls_stay_where_they_were_first_seen(int width, int height, int slowness)
    {
        await using var shopper = await NewShopperAsync(width, height, slowness);

        await shopper.OpenModalAsync(SameSite());

        Assert.Empty(await MovementRecorder.MovementsAsync(shopper));
    }

    [Fact]
    public async Task A_method_that_the_shop_prefills_is_shown_from_the_start()
    {
        await using var shopper = await NewShopperAsync(1280, 900, slowness: 6);

        await shopper.OpenModalAsync(SameSite("prefill: { method: 'card' },"));

        Assert.Empty(await MovementRecorder.MovementsAsync(shopper));
        await Expect(shopper.Checkout["card-number-input"]).ToBeVisibleAsync();
    }

    /// <summary>A page arrives in pieces, and is shown and clicked as far as it has come.</summary>
    [Theory]
    [InlineData("[data-test-id=method-upi]", "[data-test-id=method-card]", false)]
    [InlineData("[data-test-id=expiry-input]", ".pair > :nth-child(n + 2)", true)]
    [InlineData(".try .good >> nth=0", ".try button:nth-of-type(n + 2)", false)]
    public async Task What_has_arrived_stays_when_the_rest_arrives(string control, string rest, bool isByCard)
    {
        await using var shopper = await NewShopperAsync(1280, 900);
        await shopper.OpenModalAsync(SameSite(isByCard ? "prefill: { method: 'card' }," : ""));
        var arrived = shopper.CheckoutFrame.Locator(control);
        var whole = await arrived.BoundingBoxAsync();

        await shopper.CheckoutFrame.Locator(rest).EvaluateAllAsync<object?>("elements => elements.forEach(element => element.remove())");

        Assert.Equal((whole!.X, whole.Width), await arrived.BoundingBoxAsync() is { } part ? (part.X, part.Width) : default);
    }

    [Fact]
    public async Task The_amount_has_its_height_before_its_value_has_arrived()
    {
        await using var shopper = await NewShopperAsync(1280, 900);
        await shopper.OpenModalAsync(SameSite());
        var amount = shopper.CheckoutFrame.Locator(".amount");
        var whole = await amount.BoundingBoxAsync();

        await shopper.CheckoutFrame.Locator(".amount-value").EvaluateAsync("element => element.remove()");

        Assert.Equal(whole!.Height, (await amount.BoundingBoxAsync())!.Height, tolerance: 0.1);
    }
}
