using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace PaymentGateway.Api.Sessions;

/// <summary>A person with a bearer token. The signature says whose it was; the session's row says whether it still is.</summary>
internal static class SessionAuthentication
{
    public const string SchemeName = "Session";

    /// <summary>The policy of what keys may not do: to change keys, and to log out.</summary>
    public const string PersonsOnly = "PersonsOnly";

    public const string Claim = "session_id";

    public static void AddSessions(this AuthenticationBuilder authentication)
    {
        authentication.Services.AddSingleton<SessionTokens>();
        authentication.Services.AddSingleton<StrangerLockOut>();
        authentication.Services.AddScoped<SessionCheck>();
        authentication.AddJwtBearer(SchemeName, bearer =>
        {
            bearer.MapInboundClaims = false;
            bearer.IncludeErrorDetails = false;
            bearer.Events = new JwtBearerEvents { OnTokenValidated = AskRowAsync };
        });
        authentication.Services.AddOptions<JwtBearerOptions>(SchemeName)
            .Configure<SessionTokens>((bearer, tokens) => bearer.TokenValidationParameters = tokens.Accepted);
    }

    public static Guid IdOf(ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(Claim), out var id) ? id : Guid.Empty;

    private static async Task AskRowAsync(TokenValidatedContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<SessionCheck>();
        if (!await sessions.IsAliveAsync(IdOf(context.Principal!), context.HttpContext.RequestAborted))
        {
            context.Fail("The session has ended.");
        }
    }
}
