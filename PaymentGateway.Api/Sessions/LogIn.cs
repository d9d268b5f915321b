using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Idempotency;
using PaymentGateway.Api.Json;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Sessions;

/// <summary>Log-in details of a merchant.</summary>
// A class: a record's ToString would print the password.
public sealed class LogInRequest
{
    /// <example>test@example.com</example>
    [Required(ErrorMessage = "email is required")]
    [MaxLength(255, ErrorMessage = "email must be at most 255 characters")]
    public string? Email { get; init; }

    [Required(ErrorMessage = "password is required")]
    [MaxLength(MerchantPasswords.MaxLength, ErrorMessage = "password must be at most 255 characters")]
    public string? Password { get; init; }
}

internal static partial class LogIn
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(2);

    public static async Task<IResult> HandleAsync(
        LogInRequest request, HttpContext http, GatewayDb db, SessionTokens tokens, StrangerLockOut strangers, KeyedGate gate,
        TimeProvider clock, ILogger<SessionTokens> logger, CancellationToken cancel)
    {
        var email = request.Email!.Trim().ToLowerInvariant();
        using var turn = await EnterAsync(gate, http, email);
        if (turn is null)
        {
            return ApiErrors.TooManyRequests;
        }

        var now = clock.GetUtcNow();
        var merchant = await db.Merchants.SingleOrDefaultAsync(m => m.Email == email && m.IsActive, cancel);
        if ((merchant is null ? strangers.LockedUntil(email, now) : merchant.LockedUntil) is { } until && now < until)
        {
            Log.LockedOut(logger, NameOf(merchant), until, http.TraceIdentifier);
            return ApiErrors.LockedOut(until - now);
        }

        if (!MerchantPasswords.Matches(merchant, request.Password!))
        {
            merchant?.RefuseLogIn(now);
            await db.SaveChangesAsync(cancel);
            if (merchant is null)
            {
                strangers.Refuse(email, now);
            }

            Log.Refused(logger, NameOf(merchant), http.TraceIdentifier);
            return ApiErrors.WrongPassword;
        }

        var refreshToken = SessionTokens.NewRefreshToken();
        var session = Session.Start(merchant!.Id, ApiCredentials.Hash(refreshToken), now);
        if (!await SaveAsync(db, session, merchant.PasswordHash, cancel))
        {
            return ApiErrors.WrongPassword;
        }

        Log.LoggedIn(logger, merchant.Id, session.Id);
        return JsonResponse.Of(tokens.Issue(session, merchant, refreshToken), ApiJson.Default.SessionResponse);
    }

    /// <summary>
    /// Lets one request at a time check a password of an account: a hundred at once would all be judged before the first
    /// was counted.
    /// </summary>
    /// <returns>Null: other requests of the account took too long.</returns>
    public static Task<IDisposable?> EnterAsync(KeyedGate gate, HttpContext http, string email) =>
        gate.EnterAsync(http, (typeof(LogIn), email), MaxWait);

    // The merchant's row first: whatever changes the password or disables the merchant at the same moment ends this session
    // too, or lets it not begin.
    private static Task<bool> SaveAsync(
        GatewayDb db, Session session, string verifiedHash, CancellationToken cancel) => db.InTransactionAsync(
        async token =>
        {
            var accepted = await db.Merchants
                .Where(m => m.Id == session.MerchantId && m.PasswordHash == verifiedHash && m.IsActive)
                .ExecuteUpdateAsync(set => set
                    .SetProperty(m => m.FailedLogins, 0).SetProperty(m => m.LockedUntil, (DateTimeOffset?)null), token);
            if (accepted == 0)
            {
                return false;
            }

            db.Sessions.Add(session);
            await db.SaveChangesAsync(token);
            return true;
        },
        verify: token => db.Sessions.AnyAsync(s => s.Id == session.Id, token),
        cancel);

    private static string NameOf(Merchant? merchant) => merchant?.Id.ToString() ?? "unknown";

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Merchant {MerchantId} logged in, session {SessionId}")]
        public static partial void LoggedIn(ILogger logger, MerchantId merchantId, Guid sessionId);

        [LoggerMessage(LogLevel.Warning,
            "Merchant {Merchant} failed to log in: incorrect email or password, request {RequestId}")]
        public static partial void Refused(ILogger logger, string merchant, string requestId);

        [LoggerMessage(LogLevel.Warning,
            "Merchant {Merchant} failed to log in: locked until {LockedUntil}, request {RequestId}")]
        public static partial void LockedOut(
            ILogger logger, string merchant, DateTimeOffset lockedUntil, string requestId);
    }
}
