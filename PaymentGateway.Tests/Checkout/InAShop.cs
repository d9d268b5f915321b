using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Checkout;

/// <summary>A shop on another origin with one order to be paid, and the page that the brief shows merchants.</summary>
[Collection(nameof(RunningCheckout))]
public abstract class InAShop(RunningCheckout running) : IAsyncLifetime
{
    private protected RunningCheckout Running => running;

    private protected ShopSite Shop { get; private set; } = null!;

    private protected TestMerchant Merchant { get; private set; } = null!;

    private protected string Order { get; set; } = "";

    public async ValueTask InitializeAsync()
    {
        Shop = await ShopSite.OpenAsync();
        Merchant = await Running.NewMerchantAsync();
        Order = await Merchant.CreateOrderAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Shop.DisposeAsync();
    }

    /// <param name="options">Of the brief's snippet, beyond key and order.</param>
    private protected string Page(string options = "") =>
        Shop.Add(ShopSite.Snippet(Running.Address, Merchant.Credentials.Key, Order, options));

    private protected async Task<Shopper> OpenAsync(string options = "")
    {
        var shopper = await Running.NewShopperAsync();
        await shopper.OpenModalAsync(Page(options));
        return shopper;
    }
}
