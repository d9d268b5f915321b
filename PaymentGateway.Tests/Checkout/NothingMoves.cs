using Microsoft.Playwright;
using PaymentGateway.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Checkout;

/// <summary>What can be clicked in an open modal stays where it is, whatever happens in it.</summary>
public sealed class NothingMoves(RunningCheckout running) : WithMovementsRecorded(running)
{
    [Fact]
    public async Task The_loss_of_the_connection_moves_nothing()
    {
        await using var shopper = await NewShopperAsync(1280, 900);
        await shopper.OpenModalAsync(SameSite());

        await shopper.Context.SetOfflineAsync(true);
        await Expect(shopper.CheckoutFrame.Locator("#offline")).ToBeVisibleAsync();

        Assert.Empty(await MovementRecorder.MovementsAsync(shopper));
    }

    [Theory]
    [InlineData(1280, 600)]
    [InlineData(1280, 900)]
    [InlineData(1920, 1080)]
    public async Task Another_method_and_each_outcome_leave_the_modal_at_its_place(int width, int height)
    {
        await using var shopper = await NewShopperAsync(width, height);
        await shopper.OpenModalAsync(SameSite());
        var before = await BoxAsync(shopper);

        await shopper.Checkout.PayByCardAsync("4000000000000002");
        await shopper.Checkout.ShowsAsync("error-state");
        var after = await BoxAsync(shopper);

        Assert.Equal((before.X, before.Y, before.Width), (after.X, after.Y, after.Width));
        Assert.True(after.Height >= before.Height, $"{before.Height} px before, {after.Height} px after");
    }

    [Fact]
    public async Task A_scroll_bar_that_appears_moves_nothing()
    {
        Assert.SkipWhen(Chromium.Path is null, "needs Chromium");
        using var playwright = await Playwright.CreateAsync();
        playwright.Selectors.SetTestIdAttribute("data-test-id");
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium.Path,
            Args = ["--no-sandbox", "--disable-gpu"],
            IgnoreDefaultArgs = ["--hide-scrollbars"],
        });
        await using var shopper = await Shopper.ComeAsync(browser, new Screen(1280, 900));
        await shopper.OpenModalAsync(SameSite());
        var before = await MethodAsync();
        Assert.Equal(0, before.ScrollBar);

        await shopper.Checkout["method-card"].ClickAsync();

        var after = await MethodAsync();
        Assert.True(after.ScrollBar > 0, "no scroll bar appeared");
        Assert.Equal(before.Place, after.Place);

        async Task<(int ScrollBar, string Place)> MethodAsync() => (
            await shopper.CheckoutFrame.EvaluateAsync<int>("innerWidth - document.documentElement.clientWidth"),
            await shopper.CheckoutFrame.EvaluateAsync<string>("JSON.stringify(document.querySelector('.method').getBoundingClientRect())"));
    }

    [Theory]
    [InlineData("document.querySelector('.modal-content').animate({ translate: ['0 0', '0 24px'] }, 200)", false)]
    [InlineData("document.querySelector('main').prepend(Object.assign(document.createElement('p'), { textContent: 'late' }))", true)]
    public async Task A_movement_is_seen_by_the_recorder(string movement, bool isInside)
    {
        await using var shopper = await NewShopperAsync(1280, 900);
        await shopper.OpenModalAsync(SameSite());

        await (isInside ? shopper.CheckoutFrame : shopper.Page.MainFrame).EvaluateAsync($"void {movement}");

        Assert.NotEmpty(await MovementRecorder.MovementsAsync(shopper));
    }

    private static async Task<(double X, double Y, double Width, double Height)> BoxAsync(Shopper shopper)
    {
        var box = (await shopper.Page.Locator(".modal-content").BoundingBoxAsync())!;
        return (box.X, box.Y, box.Width, box.Height);
    }
}
