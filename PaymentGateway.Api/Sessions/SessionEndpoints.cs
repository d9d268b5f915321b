using PaymentGateway.Api.Limits;

namespace PaymentGateway.Api.Sessions;

internal static class SessionEndpoints
{
    // Without Idempotency-Key, all of them: a stored answer would be a secret in plain, and logging out twice is once.
    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        var sessions = routes.MapGroup("/api/v1/auth").WithTags("Sessions");
        sessions.MapPost("/login", LogIn.HandleAsync).RequireRateLimiting(RateLimits.LogIn);
        sessions.MapPost("/refresh", RefreshSession.HandleAsync);
        sessions.MapPost("/logout", LogOut.HandleAsync).RequireAuthorization(SessionAuthentication.PersonsOnly);

        routes.MapPost("/api/v1/merchant/keys/rotate", RotateKeys.HandleAsync)
            .RequireAuthorization(SessionAuthentication.PersonsOnly).WithTags("Merchant");
    }
}
