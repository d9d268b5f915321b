using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;

namespace PaymentGateway.Dashboard.Sessions;

internal static class SessionRegistration
{
    private static readonly TimeSpan LongestLife = TimeSpan.FromHours(12);

    public static void AddMerchantSessions(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MerchantSessions>();
        builder.Services.AddScoped<CurrentSession>();
        builder.Services.AddScoped<CircuitHandler, SessionCircuit>();
        builder.Services.AddSingleton<SandboxProbe>();
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(Configure);
        builder.Services.AddAntiforgery(forms =>
        {
            forms.SuppressXFrameOptionsHeader = true; // frame-ancestors says more
            forms.Cookie.Name = "gateway-form";
            forms.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        var protection = builder.Services.AddDataProtection().SetApplicationName("payment-gateway-dashboard");
        if (builder.Configuration["KeyRing:Folder"] is { Length: > 0 } folder)
        {
            protection.PersistKeysToFileSystem(new DirectoryInfo(folder));
        }
    }

    /// <summary>Between authentication and authorisation: whose request, or whose connection, this is.</summary>
    public static void UseMerchantSession(this WebApplication app)
    {
        app.Use((http, next) =>
        {
            http.RequestServices.GetRequiredService<CurrentSession>().Session =
                http.RequestServices.GetRequiredService<MerchantSessions>().Find(http.User);
            return next(http);
        });
        app.UseMiddleware<SessionConnections>();
    }

    private static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "gateway-session";
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.CookieManager = new HostPrefixedCookies();
        cookie.LoginPath = "/login";
        cookie.AccessDeniedPath = "/login";
        cookie.ReturnUrlParameter = "back";
        cookie.ExpireTimeSpan = LongestLife;
        cookie.SlidingExpiration = false;
        cookie.Events.OnValidatePrincipal = RefuseEndedAsync;
    }

    // A cookie kept from before the log-out opens nothing: its session is not there any more.
    private static Task RefuseEndedAsync(CookieValidatePrincipalContext context)
    {
        if (context.HttpContext.RequestServices.GetRequiredService<MerchantSessions>().Find(context.Principal) is null)
        {
            context.RejectPrincipal();
        }

        return Task.CompletedTask;
    }
}
