using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Api.Requests;
using PaymentGateway.Api.Sessions;
using PaymentGateway.Core.Sandbox;

namespace PaymentGateway.Api.Limits;

/// <summary>
/// Whoever is known is counted by key or session, whoever is not by address. Counted after authentication, so that somebody
/// who has read a shop's key in its pages cannot use that shop's share up.
/// </summary>
internal static class RateLimits
{
    public const string LogIn = "log-in";

    public static void AddRateLimits(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<RateLimitOptions>()
            .BindConfiguration(RateLimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddRateLimiter(_ => { });
        builder.Services.AddOptions<RateLimiterOptions>().Configure<IOptions<RateLimitOptions>>((limiter, limits) =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => CallerOf(http, limits.Value));
            limiter.AddPolicy(LogIn, http => LogInOf(http, limits.Value));
            limiter.OnRejected = RefuseAsync;
        });
    }

    /// <summary>Nothing in the sandbox, unless it is configured: even a limiter without a limit wakes the process ten times a second.</summary>
    public static void UseRateLimits(this WebApplication app)
    {
        var services = app.Services;
        if (services.GetRequiredService<IOptions<RateLimitOptions>>().Value.Enabled ?? !services.GetRequiredService<SandboxMode>().IsSandbox)
        {
            app.UseRateLimiter();
        }
    }

    private static RateLimitPartition<string> CallerOf(HttpContext http, RateLimitOptions limits)
    {
        if (!http.Request.IsForApi())
        {
            return RateLimitPartition.GetNoLimiter(""); // probes must see how we are, above all under load
        }

        return NameOf(http) is { } name
            ? Bucket(name, limits.KeyBurst, limits.KeyPerSecond, TimeSpan.FromSeconds(1))
            : Bucket(NetworkOf(http.Connection.RemoteIpAddress), limits.AddressPerSecond, limits.AddressPerSecond, TimeSpan.FromSeconds(1));
    }

    private static RateLimitPartition<string> LogInOf(HttpContext http, RateLimitOptions limits) => Bucket(
        NetworkOf(http.Connection.RemoteIpAddress), limits.LogInsPerMinute, 1, TimeSpan.FromMinutes(1) / limits.LogInsPerMinute);

    private static RateLimitPartition<string> Bucket(string caller, int burst, int refill, TimeSpan every) =>
        RateLimitPartition.GetTokenBucketLimiter(caller, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst,
            TokensPerPeriod = refill,
            ReplenishmentPeriod = every,
            QueueLimit = 0,
        });

    private static string? NameOf(HttpContext http) => SessionAuthentication.IdOf(http.User) is var session && session != Guid.Empty
        ? session.ToString()
        : CurrentMerchant.Of(http.User)?.Id.ToString();

    /// <summary>An IPv6 customer has a /64 of addresses to come from, an IPv4 one has a single address.</summary>
    public static string NetworkOf(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6 } => Convert.ToHexStringLower(address.GetAddressBytes(), 0, 8),
        _ => address.ToString(),
    };

    private static async ValueTask RefuseAsync(OnRejectedContext context, CancellationToken cancel)
    {
        var http = context.HttpContext;
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var told) ? Math.Ceiling(told.TotalSeconds) : 1;
        await (ApiErrors.TooManyRequests with
        {
            RetryAfter = Math.Max(1, (int)wait),
            Cause = $"Too many requests, from {NetworkOf(http.Connection.RemoteIpAddress)}.",
        }).ExecuteAsync(http);
    }
}
