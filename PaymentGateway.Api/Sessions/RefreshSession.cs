using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Json;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Sessions;

/// <summary>The refresh token from the log-in or the last refresh.</summary>
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
            .Where(s => s.RefreshTokenHash == presented || s.PreviousRefreshTokenHash == presented)
            .Where(SessionCheck.IsAlive(now)).SingleOrDefaultAsync(cancel);
        if (session is null)
        {
            return ApiErrors.NotAuthenticated;
        }

        var successor = tokens.SuccessorOf(request.RefreshToken!, session.Id);
        var isAccepted = await ReplaceAsync(db, session.Id, presented, ApiCredentials.Hash(successor), now, cancel)
            || await WasJustReplacedAsync(db, session.Id, presented, ApiCredentials.Hash(successor), now, cancel);
        return isAccepted
            ? JsonResponse.Of(tokens.Issue(session, session.Merchant!, successor), ApiJson.Default.SessionResponse)
            : ApiErrors.NotAuthenticated;
    }

    private static async Task<bool> ReplaceAsync(
        GatewayDb db, Guid id, string presented, string successor, DateTimeOffset now, CancellationToken cancel) =>
        await db.Sessions.Where(s => s.Id == id && s.RefreshTokenHash == presented)
            .ExecuteUpdateAsync(set => set
                .SetProperty(s => s.RefreshTokenHash, successor)
                .SetProperty(s => s.PreviousRefreshTokenHash, presented)
                .SetProperty(s => s.RefreshedAt, now)
                .SetProperty(s => s.LastSeenAt, now), cancel) == 1;

    // The current token is compared too: a version without this grace writes it alone, and is deployed beside this one.
    private static Task<bool> WasJustReplacedAsync(
        GatewayDb db, Guid id, string presented, string successor, DateTimeOffset now, CancellationToken cancel)
    {
        var oldest = now - Session.ReplacedTokenGrace;
        return db.Sessions.AnyAsync(s => s.Id == id && s.RefreshTokenHash == successor
            && s.PreviousRefreshTokenHash == presented && s.RefreshedAt > oldest, cancel);
    }
}
