using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace PaymentGateway.Dashboard.Sessions;

internal static class SessionRegistration
{
    public static void AddMerchantSessions(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<SessionLimits>()
            .BindConfiguration(SessionLimits.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<MerchantSessions>();
        builder.Services.AddSingleton<SessionTransfer>();
        builder.Services.AddSingleton<LogOut>();
        builder.Services.AddScoped<SessionCookie>();
        builder.Services.AddHostedService<ExpiredSessions>();
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
            var session = http.RequestServices.GetRequiredService<MerchantSessions>().Find(http.User);
            http.RequestServices.GetRequiredService<CurrentSession>().Session = session;
            // Neither a live connection nor a page that asks by itself whether the session goes on is a person at work.
            if (session is not null && !SessionConnections.IsOne(http.Request) && http.Request.Path != SessionEndpoints.Path)
            {
                session.Use(http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
            }

            return next(http);
        });
        app.UseMiddleware<SessionConnections>();
    }

    private static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = SessionCookie.Name;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.LoginPath = "/login";
        cookie.AccessDeniedPath = "/login";
        cookie.ReturnUrlParameter = "back";
        cookie.ExpireTimeSpan = new SessionLimits().LongestLife;
        cookie.SlidingExpiration = false;
        cookie.Events.OnValidatePrincipal = SessionCookie.ValidateAsync;
        cookie.Events.OnRedirectToLogin = SayWhyAsync;
    }

    // Whoever comes with a cookie was logged in: it has ended since.
    private static Task SayWhyAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.Redirect(context.Request.Cookies.ContainsKey(SessionCookie.Name)
            ? QueryHelpers.AddQueryString(context.RedirectUri, "ended", "1")
            : context.RedirectUri);
        return Task.CompletedTask;
    }
}
