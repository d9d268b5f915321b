using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Requests;

namespace PaymentGateway.Api.Merchants;

/// <summary>A merchant's server: <c>X-Api-Key</c> and <c>X-Api-Secret</c>, or the two as user and password of HTTP Basic.</summary>
internal sealed class MerchantAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, KeyCheck keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Health is everybody's, and must not hang on the database for those who send their key with everything.
        if (!Request.IsForApi() || ReadCredentials() is not var (key, secret))
        {
            return AuthenticateResult.NoResult();
        }

        if (await keys.FindAsync(key, secret, Context.RequestAborted) is not { } merchant)
        {
            return AuthenticateResult.Fail("Unknown key or wrong secret.");
        }

        var identity = new ClaimsIdentity([new Claim(CurrentMerchant.Claim, merchant.ToString())], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        ApiErrors.NotAuthenticated.ExecuteAsync(Context);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ApiErrors.Forbidden.ExecuteAsync(Context);

    private (string Key, string Secret)? ReadCredentials()
    {
        var (key, secret) = (Request.Headers["X-Api-Key"].ToString(), Request.Headers["X-Api-Secret"].ToString());
        if (key.Length > 0 || secret.Length > 0)
        {
            return IsSane(key) && IsSane(secret) ? (key, secret) : null;
        }

        return AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header)
            && header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)
                ? ReadBasic(header.Parameter)
                : null;
    }

    private static (string Key, string Secret)? ReadBasic(string? parameter)
    {
        Span<byte> buffer = stackalloc byte[512];
        if (parameter is null || !Convert.TryFromBase64String(parameter, buffer, out var length))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(buffer[..length]);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && IsSane(text[..colon]) && IsSane(text[(colon + 1)..]) ? (text[..colon], text[(colon + 1)..]) : null;
    }

    // PostgreSQL refuses NUL in text, and no credential of ours has anything but word characters.
    private static bool IsSane(string text) => text.Length is > 0 and <= 128 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
}
