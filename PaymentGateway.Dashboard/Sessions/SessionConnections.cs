using Microsoft.AspNetCore.Diagnostics;

namespace PaymentGateway.Dashboard.Sessions;

/// <summary>
/// The live connection of a page: only from our own pages, only for somebody logged in, and no longer than the session.
/// </summary>
internal sealed class SessionConnections(RequestDelegate next, TimeProvider clock)
{
    /// <summary>For the pages to leave by themselves, with a word to the person.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    public static bool IsOne(HttpRequest request) => request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase);

    public async Task InvokeAsync(HttpContext http, CurrentSession current)
    {
        if (!IsOne(http.Request))
        {
            await next(http);
            return;
        }

        if (current.Session is not { } session || RequestOrigin.IsForeign(http.Request)) // no browser holds pages of other sites back
        {
            http.Features.Get<IStatusCodePagesFeature>()?.Enabled = false; // a page is of no use to who asked
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        await using var ended = session.Ended.Register(() => _ = AbortAsync(http));
        await next(http);
    }

    private async Task AbortAsync(HttpContext http)
    {
        await Task.Delay(Farewell, clock);
        http.Abort();
    }
}
