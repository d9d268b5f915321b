using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PaymentGateway.Checkout.Framing;
using PaymentGateway.Checkout.Orders;
using PaymentGateway.Checkout.Texts;

namespace PaymentGateway.Checkout.Pages;

internal sealed class CheckoutModel(OrderClient orders, PagePolicy policy, GatewayAddress gateway, Sandbox sandbox) : PageModel
{
    // While the Api is slow a shopper sees a skeleton rather than nothing, and the same page waits behind it. In a shop's
    // modal that skeleton is the modal's own.
    private static readonly TimeSpan FirstPatience = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan SecondPatience = TimeSpan.FromSeconds(8);

    public CheckoutView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(
        [FromQuery(Name = "order_id")] string? orderId, string? key, bool embedded, string? locale, string? color,
        string? mode, string? method, bool patient)
    {
        var isLastTry = patient || embedded;
        var found = await orders.FindAsync(orderId, isLastTry ? SecondPatience : FirstPatience, HttpContext.RequestAborted);
        var texts = PageTexts.For(locale, Request.Headers.AcceptLanguage);
        var screen = ScreenFor(found, isLastTry);
        var origins = PagePolicy.Clean(found.Order?.AllowedOrigins);
        View = new()
        {
            Texts = texts,
            Screen = screen,
            Wishes = new(orderId, embedded, locale, color, mode, method, patient),
            Order = found.Order,
            Sandbox = sandbox.IsOn,
            StyleNonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            Data = CheckoutView.DataFor(new(screen.ToString().ToLowerInvariant(), gateway.PublicOrigin, found.Order?.Id, key,
                embedded, policy.AllowsAnyOrigin(origins), origins, texts.Script)),
        };
        Response.Headers.ContentSecurityPolicy = policy.Csp(origins, View.StyleNonce);
        // A shop that is isolated from other sites (COEP) frames only pages that are so too and allow it.
        Response.Headers["Cross-Origin-Embedder-Policy"] = "require-corp";
        Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        Response.Headers.CacheControl = "no-store";
        Response.StatusCode = StatusFor(screen);
        return Page();
    }

    private static Screen ScreenFor(OrderLookup found, bool isLastTry) => found.Outcome switch
    {
        OrderOutcome.Found => found.Order!.IsPaid ? Screen.Paid : Screen.Form,
        OrderOutcome.Unknown => Screen.Unknown,
        OrderOutcome.Late => isLastTry ? Screen.Unavailable : Screen.Loading,
        OrderOutcome.Unavailable => Screen.Unavailable,
    };

    private static int StatusFor(Screen screen) => screen switch
    {
        Screen.Form or Screen.Paid or Screen.Loading => StatusCodes.Status200OK,
        Screen.Unknown => StatusCodes.Status404NotFound,
        Screen.Unavailable => StatusCodes.Status503ServiceUnavailable,
    };
}
