using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Core.Persistence;

/// <summary>
/// Changes of who may act for a merchant, each in one transaction with the end of the sessions that it ends. The
/// merchant's row comes first, as at log-in: a session that begins at the same moment is ended too, or never begins.
/// </summary>
public static class MerchantAccess
{
    /// <summary>Also ends a lock-out, and all sessions but <paramref name="keptSession"/>.</summary>
    /// <param name="verifiedHash">The password that the caller has verified; null: whatever it is.</param>
    /// <returns>How many sessions have ended; null: the password is another one than the verified.</returns>
    public static Task<int?> SetPasswordAsync(
        GatewayDb db, MerchantId id, string newHash, string? verifiedHash, Guid? keptSession, DateTimeOffset now,
        CancellationToken cancellationToken) => db.InTransactionAsync(
            async token =>
            {
                var changed = await db.Merchants
                    .Where(m => m.Id == id && (verifiedHash == null || m.PasswordHash == verifiedHash))
                    .ExecuteUpdateAsync(set => set
                        .SetProperty(m => m.PasswordHash, newHash)
                        .SetProperty(m => m.FailedLogins, 0)
                        .SetProperty(m => m.LockedUntil, (DateTimeOffset?)null), token);
                return changed == 0 ? (int?)null : await EndSessionsAsync(db, id, keptSession, now, token);
            },
            verify: token => db.Merchants.AnyAsync(m => m.Id == id && m.PasswordHash == newHash, token),
            cancellationToken);

    /// <summary>Ends all sessions and lets none begin. What is under way for the merchant is finished.</summary>
    /// <returns>False: it was disabled before.</returns>
    public static Task<bool> DisableAsync(
        GatewayDb db, MerchantId id, DateTimeOffset now, CancellationToken cancellationToken) => db.InTransactionAsync(
            async token =>
            {
                var changed = await SetActiveAsync(db, id, isActive: false, token);
                await EndSessionsAsync(db, id, keptSession: null, now, token); // also those before a change by SQL
                return changed;
            },
            verify: token => db.Merchants.AnyAsync(m => m.Id == id && !m.IsActive, token),
            cancellationToken);

    /// <returns>False: it was not disabled.</returns>
    public static Task<bool> EnableAsync(GatewayDb db, MerchantId id, CancellationToken cancellationToken) =>
        SetActiveAsync(db, id, isActive: true, cancellationToken);

    private static async Task<bool> SetActiveAsync(
        GatewayDb db, MerchantId id, bool isActive, CancellationToken cancellationToken) =>
        await db.Merchants.Where(m => m.Id == id && m.IsActive != isActive)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.IsActive, isActive), cancellationToken) > 0;

    private static Task<int> EndSessionsAsync(
        GatewayDb db, MerchantId id, Guid? keptSession, DateTimeOffset now, CancellationToken cancellationToken) =>
        db.Sessions.Where(s => s.MerchantId == id && s.Id != keptSession && s.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.RevokedAt, now), cancellationToken);
}
