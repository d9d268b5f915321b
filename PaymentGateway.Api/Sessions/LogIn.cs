using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Idempotency;
using PaymentGateway.Api.Json;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Sessions;

/// <summary>A person of a merchant.</summary>
// A class: a record's ToString would print the password.
public sealed class LogInRequest
{
    /// <example>test@example.com</example>
    [Required(ErrorMessage = "email is required")]
    [MaxLength(255, ErrorMessage = "email must be at most 255 characters")]
    public string? Email { get; init; }

    [Required(ErrorMessage = "password is required")]
    [MaxLength(255, ErrorMessage = "password must be at most 255 characters")]
    public string? Password { get; init; }
}

internal static partial class LogIn
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    public static async Task<IResult> HandleAsync(
        LogInRequest request, HttpContext http, GatewayDb db, SessionTokens tokens, StrangerLockOut strangers, KeyedGate gate,
        TimeProvider clock, ILogger<SessionTokens> logger, CancellationToken cancel)
    {
        // One try at a time for an address: a hundred at once would all be judged before the first was counted.
        var email = request.Email!.Trim().ToLowerInvariant();
        using var turn = await gate.EnterAsync(http, (typeof(LogIn), email), LongestWait);
        if (turn is null)
        {
            return ApiErrors.TooManyRequests;
        }

        var now = clock.GetUtcNow();
        var merchant = await db.Merchants.SingleOrDefaultAsync(m => m.Email == email && m.IsActive, cancel);
        if ((merchant is null ? strangers.LockedUntil(email, now) : merchant.LockedUntil) is { } until && now < until)
        {
            Log.LockedOut(logger, NameOf(merchant), until);
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

            Log.Refused(logger, NameOf(merchant));
            return ApiErrors.WrongPassword;
        }

        var refreshToken = SessionTokens.NewRefreshToken();
        var session = Session.Start(merchant!.Id, ApiCredentials.Hash(refreshToken), now);
        merchant.AcceptLogIn();
        db.Sessions.Add(session);
        await db.SaveChangesAsync(cancel);
        Log.LoggedIn(logger, merchant.Id, session.Id);
        return JsonResponse.Of(tokens.Issue(session, merchant, refreshToken), ApiJson.Default.SessionResponse);
    }

    private static string NameOf(Merchant? merchant) => merchant?.Id.ToString() ?? "unknown";

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Merchant {MerchantId} logged in, session {SessionId}")]
        public static partial void LoggedIn(ILogger logger, MerchantId merchantId, Guid sessionId);

        [LoggerMessage(LogLevel.Warning, "Log-in refused: incorrect email or password, merchant {Merchant}")]
        public static partial void Refused(ILogger logger, string merchant);

        [LoggerMessage(LogLevel.Warning, "Log-in refused: merchant {Merchant} is locked until {LockedUntil}")]
        public static partial void LockedOut(ILogger logger, string merchant, DateTimeOffset lockedUntil);
    }
}
