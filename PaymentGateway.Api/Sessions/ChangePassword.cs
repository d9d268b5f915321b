using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Idempotency;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Sessions;

/// <summary>The password as it is and as it is to be.</summary>
// A class: a record's ToString would print the passwords.
public sealed class ChangePasswordRequest
{
    [Required(ErrorMessage = "current_password is required")]
    [MaxLength(MerchantPasswords.MaxLength, ErrorMessage = "current_password must be at most 255 characters")]
    public string? CurrentPassword { get; init; }

    /// <summary>12 to 255 characters, and not the current password.</summary>
    [Required(ErrorMessage = "new_password is required")]
    [StringLength(MerchantPasswords.MaxLength, MinimumLength = MerchantPasswords.MinLength,
        ErrorMessage = "new_password must be 12 to 255 characters")]
    public string? NewPassword { get; init; }
}

internal static partial class ChangePassword
{
    public static async Task<IResult> HandleAsync(
        ChangePasswordRequest request, HttpContext http, CurrentMerchant current, GatewayDb db, KeyedGate gate,
        TimeProvider clock, ILogger<SessionTokens> logger, CancellationToken cancel)
    {
        if (request.NewPassword == request.CurrentPassword)
        {
            return ApiErrors.BadRequest("new_password must differ from current_password", "new_password");
        }

        var email = await db.Merchants.Where(m => m.Id == current.Id).Select(m => m.Email).SingleAsync(cancel);
        using var turn = await LogIn.EnterAsync(gate, http, email);
        if (turn is null)
        {
            return ApiErrors.TooManyRequests;
        }

        var now = clock.GetUtcNow();
        var merchant = await db.Merchants.SingleAsync(m => m.Id == current.Id, cancel);
        if (merchant.LockedUntil is { } until && now < until)
        {
            return ApiErrors.LockedOut(until - now);
        }

        if (!MerchantPasswords.Matches(merchant, request.CurrentPassword!))
        {
            merchant.RefuseLogIn(now);
            await db.SaveChangesAsync(cancel);
            Log.Refused(logger, merchant.Id, http.TraceIdentifier);
            return ApiErrors.WrongCurrentPassword;
        }

        var session = SessionAuthentication.IdOf(http.User);
        if (await SaveAsync(db, merchant, request.NewPassword!, session, now, cancel) is not { } ended)
        {
            return ApiErrors.WrongCurrentPassword;
        }

        Log.Changed(logger, merchant.Id, ended);
        return TypedResults.NoContent();
    }

    // The merchant's row first, as at log-in: a session that begins at the same moment is ended too, or never begins.
    private static Task<int?> SaveAsync(
        GatewayDb db, Merchant merchant, string newPassword, Guid session, DateTimeOffset now, CancellationToken cancel)
    {
        var (id, verifiedHash) = (merchant.Id, merchant.PasswordHash);
        var newHash = MerchantPasswords.Hash(merchant, newPassword);
        return db.InTransactionAsync(
            async token =>
            {
                var changed = await db.Merchants.Where(m => m.Id == id && m.PasswordHash == verifiedHash)
                    .ExecuteUpdateAsync(set => set
                        .SetProperty(m => m.PasswordHash, newHash)
                        .SetProperty(m => m.FailedLogins, 0)
                        .SetProperty(m => m.LockedUntil, (DateTimeOffset?)null), token);
                return changed == 0 ? (int?)null : await db.Sessions
                    .Where(s => s.MerchantId == id && s.Id != session && s.RevokedAt == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(s => s.RevokedAt, now), token);
            },
            verify: token => db.Merchants.AnyAsync(m => m.Id == id && m.PasswordHash == newHash, token),
            cancel);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information,
            "Merchant {MerchantId} changed its password; {EndedSessions} other sessions ended")]
        public static partial void Changed(ILogger logger, MerchantId merchantId, int endedSessions);

        [LoggerMessage(LogLevel.Warning,
            "Change of password refused: incorrect current password, merchant {MerchantId}, request {RequestId}")]
        public static partial void Refused(ILogger logger, MerchantId merchantId, string requestId);
    }
}
