using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Checkout;

/// <summary>A shop's page may take the modal out itself, as single-page applications do when they show another page.</summary>
public sealed class RemovedModals(RunningCheckout running) : InAShop(running)
{
    [Theory]
    [InlineData("document.querySelector('dialog').remove()")]
    [InlineData("document.body.replaceChildren()")]
    [InlineData("document.body = document.createElement('body')")]
    public async Task One_that_the_page_removes_is_closed(string removal)
    {
        await using var shopper = await OpenAsync();

        await shopper.Page.EvaluateAsync($"void ({removal})");

        Assert.Equal(["Modal closed"], await shopper.HearAsync(1));
        Assert.Equal("visible", await shopper.Page.EvaluateAsync<string>("getComputedStyle(document.documentElement).overflow"));
        Assert.Equal(0, await shopper.Page.EvaluateAsync<int>("document.adoptedStyleSheets.length"));
        await shopper.Page.EvaluateAsync("window.dispatchEvent(new MessageEvent('message'))");
        Assert.Single(shopper.Callbacks());
    }

    [Fact]
    public async Task One_that_the_page_moves_stays_open()
    {
        await using var shopper = await OpenAsync();

        await shopper.Page.EvaluateAsync("void document.body.prepend(document.querySelector('dialog'))");
        await shopper.Page.EvaluateAsync("new Promise(next => setTimeout(next))");

        await Expect(shopper.Modal).ToBeAttachedAsync();
        Assert.Empty(shopper.Callbacks());
    }

    [Fact]
    public async Task A_frame_that_is_loaded_again_adds_no_page_to_go_back_to()
    {
        await using var shopper = await Running.NewShopperAsync();
        await shopper.Page.RouteAsync("**/checkout?*", route => route.AbortAsync());
        await shopper.ClickPayAsync(Page());
        var length = await shopper.Page.EvaluateAsync<int>("history.length");
        var retry = shopper.Page.Locator(".modal-notice button");
        await Expect(retry).ToBeVisibleAsync();
        await shopper.Page.UnrouteAllAsync();

        await retry.ClickAsync();
        await shopper.IsReadyAsync();
        await shopper.CloseButton.ClickAsync();

        Assert.Equal(length, await shopper.Page.EvaluateAsync<int>("history.length"));
    }
}
