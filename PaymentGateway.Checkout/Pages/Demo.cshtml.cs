using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace PaymentGateway.Checkout.Pages;

internal sealed class DemoModel(Sandbox sandbox) : PageModel
{
    public IActionResult OnGet()
    {
        if (!sandbox.IsOn)
        {
            return NotFound();
        }

        Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; " +
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        Response.Headers.CacheControl = "no-store";
        return Page();
    }
}
