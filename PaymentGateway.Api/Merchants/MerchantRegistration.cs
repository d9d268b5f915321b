using Microsoft.AspNetCore.Authentication;
using PaymentGateway.Api.Sessions;

namespace PaymentGateway.Api.Merchants;

internal static class MerchantRegistration
{
    private const string EitherScheme = "Merchant";

    /// <summary>A merchant's server with its key and secret, or a person with a session: who sends a bearer token has one.</summary>
    public static void AddMerchantAuthentication(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<KeyCheck>();
        builder.Services.AddAuthentication(EitherScheme)
            .AddPolicyScheme(EitherScheme, null, options => options.ForwardDefaultSelector = http =>
                http.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
                    ? SessionAuthentication.SchemeName
                    : MerchantAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, MerchantAuthentication>(MerchantAuthentication.SchemeName, null)
            .AddSessions();
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(SessionAuthentication.PersonsOnly, policy => policy.RequireClaim(SessionAuthentication.Claim));
    }
}
