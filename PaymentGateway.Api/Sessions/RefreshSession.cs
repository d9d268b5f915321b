using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Json;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Sessions;

/// <summary>The token from log-in or from the last refresh.</summary>
// A class: a record's ToString would print it.
public sealed class RefreshSessionRequest
{
    [Required(ErrorMessage = "refresh_token is required")]
    [MaxLength(255, ErrorMessage = "refresh_token must be at most 255 characters")]
    public string? RefreshToken { get; init; }
}

internal static class RefreshSession
{
    public static async Task<IResult> HandleAsync(
        RefreshSessionRequest request, GatewayDb db, SessionTokens tokens, TimeProvider clock, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var presented = ApiCredentials.Hash(request.RefreshToken!);
        var session = await db.Sessions.AsNoTracking().Include(s => s.Merchant)
            .Where(s => s.RefreshTokenHash == presented).Where(SessionCheck.IsAlive(now)).SingleOrDefaultAsync(cancel);
        if (session is null)
        {
            return ApiErrors.NotAuthenticated;
        }

        // Of two refreshes with one token the second finds it used.
        var next = SessionTokens.NewRefreshToken();
        var replaced = await db.Sessions.Where(s => s.Id == session.Id && s.RefreshTokenHash == presented)
            .ExecuteUpdateAsync(set => set
                .SetProperty(s => s.RefreshTokenHash, ApiCredentials.Hash(next)).SetProperty(s => s.LastSeenAt, now), cancel);
        return replaced == 1
            ? JsonResponse.Of(tokens.Issue(session, session.Merchant!, next), ApiJson.Default.SessionResponse)
            : ApiErrors.NotAuthenticated;
    }
}
