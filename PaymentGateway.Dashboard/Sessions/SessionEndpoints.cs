using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Features;

namespace PaymentGateway.Dashboard.Sessions;

internal static class SessionEndpoints
{
    public const string Path = "/session";
    private const int MaxTransferSize = 16 * 1024;

    // Without a text it would get a page.
    private static IResult LoggedOut => TypedResults.Text("Logged out", statusCode: StatusCodes.Status401Unauthorized);

    /// <summary>A page brings newer tokens than its cookie has; those of the cookie are not used before.</summary>
    public static bool BringsTokens(HttpRequest request) => HttpMethods.IsPost(request.Method) && request.Path == Path;

    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", (CurrentSession current) =>
            TypedResults.LocalRedirect(current.Session is null ? "/login" : "/dashboard"));
        routes.MapGet(Path, (CurrentSession current) => current.Session is null ? LoggedOut : TypedResults.NoContent());
        routes.MapPost(Path, TakeTokensAsync);
        routes.MapPost("/logout", LogOutAsync);
        routes.MapPost("/session/seen", TypedResults.NoContent).RequireAuthorization(); // a page says that somebody is at work
    }

    // The response has a cookie with them.
    private static async Task<IResult> TakeTokensAsync(HttpContext http, CurrentSession current, SessionTransfer transfer, CancellationToken cancel)
    {
        if (current.Session is not { } session)
        {
            return LoggedOut;
        }

        http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = MaxTransferSize;
        using var reader = new StreamReader(http.Request.Body);
        return transfer.TryApply(await reader.ReadToEndAsync(cancel), session) ? TypedResults.NoContent() : TypedResults.BadRequest();
    }

    private static async Task<IResult> LogOutAsync(
        HttpContext http, IAntiforgery antiforgery, CurrentSession current, LogOut logOut)
    {
        // An outdated form of ours logs out too. One of another site does not, and leads back to the dashboard.
        if (await antiforgery.IsRequestValidAsync(http) || RequestOrigin.IsOurs(http.Request))
        {
            await (current.Session is { } session ? logOut.EndAsync(session, http) : Task.CompletedTask);
            await http.SignOutAsync();
        }

        return TypedResults.LocalRedirect("/login");
    }
}
