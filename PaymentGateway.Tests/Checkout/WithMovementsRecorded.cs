using Microsoft.Playwright;

namespace PaymentGateway.Tests.Checkout;

/// <summary>In a shop, with a shopper whose <see cref="MovementRecorder"/> runs.</summary>
public abstract class WithMovementsRecorded(RunningCheckout running) : InAShop(running)
{
    /// <param name="slowness">How many times slower than this machine the page's processor is.</param>
    private protected async Task<Shopper> NewShopperAsync(int width, int height, int slowness = 1)
    {
        var shopper = await Running.NewShopperAsync(new Screen(width, height));
        await shopper.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.NoPreference });
        await MovementRecorder.InstallAsync(shopper);
        var devTools = await shopper.Context.NewCDPSessionAsync(shopper.Page);
        await devTools.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = slowness });
        return shopper;
    }

    /// <summary>A shop on another origin of the same site: the browser gives both one process, and the throttling holds for both.</summary>
    private protected string SameSite(string options = "") => Page(options).Replace("//127.0.0.1:", "//localhost:", StringComparison.Ordinal);
}
