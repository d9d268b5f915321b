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
            .Describe("logIn", "Log in", "Too many failed attempts lock the email address for some time.")
            .Answers<SessionResponse>().Refuses(ApiErrors.WrongPassword, ApiErrors.LockedOut(TimeSpan.FromMinutes(1)))
            .WithRequestTimeout(RequestLimits.LogIn);
        sessions.MapPost("/refresh", RefreshSession.HandleAsync)
            .Describe("refreshSession", "Refresh a session",
                "Every refresh replaces the refresh token. For 30 s, the old token returns the same new token; after that, 401.")
            .Answers<SessionResponse>().Refuses(ApiErrors.NotAuthenticated);
        sessions.MapPost("/logout", LogOut.HandleAsync).RequireAuthorization(SessionAuthentication.PersonsOnly)
            .Describe("logOut", "Log out", "Ends the session immediately.").Produces(StatusCodes.Status204NoContent);
        sessions.MapPost("/password", ChangePassword.HandleAsync)
            .RequireAuthorization(SessionAuthentication.PersonsOnly)
            .Describe("changePassword", "Change the password",
                "Ends all other sessions. An incorrect current password counts as a failed log-in.")
            .Produces(StatusCodes.Status204NoContent)
            .Refuses(ApiErrors.WrongCurrentPassword, ApiErrors.LockedOut(TimeSpan.FromMinutes(1)))
            .WithRequestTimeout(RequestLimits.ChangePassword);

        routes.MapPost("/api/v1/merchant/keys/rotate", RotateKeys.HandleAsync)
            .RequireAuthorization(SessionAuthentication.PersonsOnly).WithTags("Merchant")
            .Describe("rotateKeys", "Rotate the API secret",
                "The new secret is shown once. The old secret can stay valid for up to 24 hours.")
            .Answers<KeysResponse>();
        routes.MapDelete("/api/v1/merchant/keys/previous", EndPreviousSecret.HandleAsync)
            .RequireAuthorization(SessionAuthentication.PersonsOnly).WithTags("Merchant")
            .Describe("endPreviousSecret", "Expire the previous API secret",
                "The secret stops working within 5 s. The response is the same if there is no previous secret.")
            .Produces(StatusCodes.Status204NoContent);
    }
}
