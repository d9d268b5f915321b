using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Secrets;

namespace PaymentGateway.Api.Sessions;

/// <summary>Makes the two tokens of a session: a signed one for a quarter of an hour, and one for the next.</summary>
internal sealed class SessionTokens(MasterKey master, TimeProvider clock)
{
    private const string Issuer = "payment-gateway";
    private const string Audience = "payment-gateway-api";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private readonly SymmetricSecurityKey _key = new(master.Derive("session-jwt.v1"));
    private readonly byte[] _refreshKey = master.Derive("session-refresh.v1");

    public TokenValidationParameters Accepted => new()
    {
        ValidIssuer = Issuer,
        ValidAudience = Audience,
        IssuerSigningKey = _key,
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        ClockSkew = TimeSpan.FromSeconds(5),
        RequireExpirationTime = true,
    };

    public static string NewRefreshToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>The token that replaces this one. Always the same: concurrent refreshes end with one token.</summary>
    public string SuccessorOf(string refreshToken, Guid sessionId)
    {
        byte[] replaced = [.. sessionId.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(refreshToken)];
        return Base64Url.EncodeToString(HMACSHA256.HashData(_refreshKey, replaced));
    }

    public SessionResponse Issue(Session session, Merchant merchant, string refreshToken)
    {
        var now = clock.GetUtcNow();
        var expires = now + Lifetime < session.ExpiresAt ? now + Lifetime : session.ExpiresAt;
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = expires.UtcDateTime,
            Subject = new ClaimsIdentity(
            [
                new Claim(CurrentMerchant.Claim, merchant.Id.ToString()),
                new Claim(SessionAuthentication.Claim, session.Id.ToString()),
            ]),
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.HmacSha256),
        });
        return new(token, refreshToken, expires, SessionMerchant.From(merchant));
    }
}
