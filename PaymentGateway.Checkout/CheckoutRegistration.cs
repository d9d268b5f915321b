using System.Text.Unicode;
using Microsoft.Extensions.WebEncoders;
using PaymentGateway.Checkout.Framing;
using PaymentGateway.Checkout.Orders;

namespace PaymentGateway.Checkout;

internal static class CheckoutRegistration
{
    public static void AddCheckoutPage(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(Sandbox.Of(builder.Environment, builder.Configuration));
        builder.Services.AddSingleton(new GatewayAddress(builder.Configuration));
        builder.Services.AddSingleton<PagePolicy>();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddTransient<ClientAddressHandler>();
        builder.Services.AddHttpClient<OrderClient>(client => client.BaseAddress = new("http://api"))
            .AddHttpMessageHandler<ClientAddressHandler>();
        builder.Services.AddRazorPages();
        // The page holds no secret that its compressed size could tell, and sets no cookie.
        builder.Services.AddResponseCompression(compression => compression.EnableForHttps = true);
        // Letters of every language as they are, a third of the size; what means something in HTML stays escaped.
        builder.Services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new(UnicodeRanges.All));
    }
}
