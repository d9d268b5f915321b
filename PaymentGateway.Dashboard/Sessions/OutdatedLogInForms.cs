using Microsoft.AspNetCore.Antiforgery;

namespace PaymentGateway.Dashboard.Sessions;

/// <summary>
/// A log-in form whose antiforgery token is not accepted (another tab has logged in or out, or the keys are new) logs nobody in:
/// it is shown again with another token, or the dashboard to a person who is logged in.
/// </summary>
internal static class OutdatedLogInForms
{
    private static readonly object Key = new();

    public static void UseOutdatedLogInForms(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (http.Request.Path == "/login" && http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false })
        {
            http.Features.Set<IAntiforgeryValidationFeature>(null); // no form can be read while it says so
            var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : null;
            http.Items[Key] = form?["Input.Email"].ToString() ?? "";
            http.Request.Method = HttpMethods.Get;
        }

        await next(http);
    });

    /// <returns>The email that was typed; null: the request has no such form.</returns>
    public static string? EmailIn(HttpContext http) => http.Items[Key] as string;
}
