using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using PaymentGateway.Dashboard.Gateway;

namespace PaymentGateway.Dashboard.Sessions;

/// <summary>The one thing the browser has of a session: who comes with it, and when it is to be replaced.</summary>
internal sealed class SessionCookie(
    MerchantSessions sessions, CurrentSession current, GatewayClient gateway, IOptions<SessionLimits> limits, TimeProvider clock)
{
    public const string Name = "gateway-session";
    private const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    /// <summary>A log-out in another process counts here after this at most, as in the gateway's own processes.</summary>
    private static readonly TimeSpan ConfirmInterval = TimeSpan.FromSeconds(5);

    public static Task ValidateAsync(CookieValidatePrincipalContext context) =>
        context.HttpContext.RequestServices.GetRequiredService<SessionCookie>().ValidatePrincipalAsync(context);

    public static Task SetAsync(HttpContext http, MerchantSession session) =>
        http.SignInAsync(Scheme, session.State.ToPrincipal(Scheme), session.State.ToProperties());

    private async Task ValidatePrincipalAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        if (SessionState.Read(context.Properties) is not { } state || sessions.Continue(state) is not { } session
            || !await IsConfirmedAsync(session, http))
        {
            context.RejectPrincipal();
            return;
        }

        http.Response.OnStarting(() => IsToBeReplaced(http, state, session) ? SetAsync(http, session) : Task.CompletedTask);
    }

    // A gateway that is away refuses nobody: every request of the page asks it again.
    private async Task<bool> IsConfirmedAsync(MerchantSession session, HttpContext http)
    {
        if (!SessionEndpoints.BringsTokens(http.Request))
        {
            current.Session = session;
            await session.ConfirmAsync(() => gateway.ConfirmAsync(http.RequestAborted), ConfirmInterval, clock, http.RequestAborted);
        }

        return !session.Ended.IsCancellationRequested;
    }

    // Never with a response that others may store, as scripts and styles are.
    private bool IsToBeReplaced(HttpContext http, SessionState cookie, MerchantSession session) =>
        !session.Ended.IsCancellationRequested
        && (session.State.Issued.ExpiresAt > cookie.Issued.ExpiresAt
            || session.State.UsedAt - cookie.UsedAt >= limits.Value.UseResolution)
        && (http.Response.Headers.CacheControl.Count == 0
            || http.Response.Headers.CacheControl.ToString().Contains("no-store", StringComparison.Ordinal));
}
