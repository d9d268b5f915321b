using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Sessions;

internal static class LogOut
{
    public static async Task<IResult> HandleAsync(ClaimsPrincipal user, GatewayDb db, TimeProvider clock, CancellationToken cancel)
    {
        var id = SessionAuthentication.IdOf(user);
        var now = clock.GetUtcNow();
        await db.Sessions.Where(s => s.Id == id && s.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.RevokedAt, now), cancel);
        return TypedResults.NoContent();
    }
}
