using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Limits;
using PaymentGateway.Api.OpenApi;
using PaymentGateway.Api.Requests;

namespace PaymentGateway.Api.Sessions;

internal static class SessionEndpoints
{
    // Without Idempotency-Key, all of them: a stored response would be a secret in plain, the password is changed only from
    // the current one, and to log out or to end a secret twice is to do it once.
    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        var sessions = routes.MapGroup("/api/v1/auth").WithTags("Sessions");
        sessions.MapPost("/login", LogIn.HandleAsync).RequireRateLimiting(RateLimits.LogIn)
            .Describe("logIn", "Log in", "Too many failed tries lock the address for a while.")
            .Answers<SessionResponse>().Refuses(ApiErrors.WrongPassword, ApiErrors.LockedOut(TimeSpan.FromMinutes(1)))
            .WithRequestTimeout(RequestLimits.LogIn);
        sessions.MapPost("/refresh", RefreshSession.HandleAsync)
            .Describe("refreshSession", "Get the next token",
                "Every refresh replaces the refresh token. For 30 s the replaced one returns the same successor, then 401.")
            .Answers<SessionResponse>().Refuses(ApiErrors.NotAuthenticated);
        sessions.MapPost("/logout", LogOut.HandleAsync).RequireAuthorization(SessionAuthentication.PersonsOnly)
            .Describe("logOut", "Log out", "The session ends at once, everywhere.").Produces(StatusCodes.Status204NoContent);
        sessions.MapPost("/password", ChangePassword.HandleAsync)
            .RequireAuthorization(SessionAuthentication.PersonsOnly)
            .Describe("changePassword", "Change the password",
                "Ends all other sessions at once, keeps this one. Incorrect current passwords count as failed log-ins.")
            .Produces(StatusCodes.Status204NoContent)
            .Refuses(ApiErrors.WrongCurrentPassword, ApiErrors.LockedOut(TimeSpan.FromMinutes(1)))
            .WithRequestTimeout(RequestLimits.ChangePassword);

        routes.MapPost("/api/v1/merchant/keys/rotate", RotateKeys.HandleAsync)
            .RequireAuthorization(SessionAuthentication.PersonsOnly).WithTags("Merchant")
            .Describe("rotateKeys", "Make a new API secret", "Shown once; the old one can work on for up to a day.")
            .Answers<KeysResponse>();
        routes.MapDelete("/api/v1/merchant/keys/previous", EndPreviousSecret.HandleAsync)
            .RequireAuthorization(SessionAuthentication.PersonsOnly).WithTags("Merchant")
            .Describe("endPreviousSecret", "End the previous API secret",
                "It is accepted for at most 5 s more. The same response when there is none.")
            .Produces(StatusCodes.Status204NoContent);
    }
}
