using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using PaymentGateway.Dashboard.Gateway;

namespace PaymentGateway.Dashboard.Sessions;

internal static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", (CurrentSession current) =>
            TypedResults.LocalRedirect(current.Session is null ? "/login" : "/dashboard"));
        routes.MapGet("/session", IResult (CurrentSession current) =>
            current.Session is null
                ? TypedResults.Text("Logged out", statusCode: StatusCodes.Status401Unauthorized) // with no text it would get a page
                : TypedResults.NoContent());
        routes.MapPost("/logout", LogOutAsync);
        routes.MapPost("/session/seen", TypedResults.NoContent).RequireAuthorization(); // a page says that somebody is at work
    }

    private static async Task<IResult> LogOutAsync(
        HttpContext http, IAntiforgery antiforgery, CurrentSession current, GatewayClient gateway, CancellationToken cancel)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return TypedResults.BadRequest();
        }

        if (current.Session is { } session)
        {
            await gateway.LogOutAsync(session, cancel);
            session.End();
        }

        await http.SignOutAsync();
        return TypedResults.LocalRedirect("/login");
    }
}
