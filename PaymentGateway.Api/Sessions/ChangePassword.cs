using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Idempotency;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Sessions;

/// <summary>The current and the new password.</summary>
// A class: a record's ToString would print the passwords.
public sealed class ChangePasswordRequest
{
    [Required(ErrorMessage = "current_password is required")]
    [MaxLength(MerchantPasswords.MaxLength, ErrorMessage = "current_password must be at most 255 characters")]
    public string? CurrentPassword { get; init; }

    /// <summary>12 to 255 characters. Must differ from the current password.</summary>
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

        var ended = await MerchantAccess.SetPasswordAsync(
            db, merchant.Id, MerchantPasswords.Hash(merchant, request.NewPassword!), merchant.PasswordHash,
            SessionAuthentication.IdOf(http.User), now, cancel);
        if (ended is null)
        {
            return ApiErrors.WrongCurrentPassword;
        }

        Log.Changed(logger, merchant.Id, ended.Value);
        return TypedResults.NoContent();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information,
            "Merchant {MerchantId} changed its password; {EndedSessions} other sessions ended")]
        public static partial void Changed(ILogger logger, MerchantId merchantId, int endedSessions);

        [LoggerMessage(LogLevel.Warning,
            "Merchant {MerchantId} did not change its password: incorrect current password, request {RequestId}")]
        public static partial void Refused(ILogger logger, MerchantId merchantId, string requestId);
    }
}
