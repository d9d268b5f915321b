using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Requests;

namespace PaymentGateway.Api.Limits;

/// <summary>
/// Says "later" at once to more requests than can be answered in time, instead of keeping all of them waiting for a
/// database connection. What needs no credentials has slots of its own, so that nobody unknown can keep merchants out.
/// </summary>
internal static class ConcurrencyLimit
{
    /// <summary>No slot was free in time.</summary>
    public static readonly ApiError TooManyAtOnce =
        ApiErrors.Unavailable with { Cause = "Too many requests at once." };

    public static void AddConcurrencyLimit(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<ConcurrencyOptions>()
            .BindConfiguration(ConcurrencyOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<UploadLimit>();
    }

    public static void UseConcurrencyLimit(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<ConcurrencyOptions>>().Value;
        var merchants = new ConcurrencyLimiter(new() { PermitLimit = options.Requests, QueueLimit = options.Queue });
        var anybody = new ConcurrencyLimiter(new() { PermitLimit = options.PublicRequests, QueueLimit = options.PublicQueue });
        app.Use(async (http, next) =>
        {
            if (!http.Request.IsForApi())
            {
                await next(http);
                return;
            }

            using var slot = new RequestSlot(NeedsCredentials(http) ? merchants : anybody, options.LongestWait);
            if (!await slot.AcquireAsync(http.RequestAborted))
            {
                await TooManyAtOnce.ExecuteAsync(http);
                return;
            }

            http.Features.Set(slot);
            http.Response.OnStarting(Release, slot);
            await next(http);
        });
    }

    // No route at all is anybody's too.
    private static bool NeedsCredentials(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is not null;

    // The work is done when the response begins. What follows is up to its reader, which may be slow, and a stream goes on
    // for minutes.
    private static Task Release(object slot)
    {
        ((RequestSlot)slot).Release();
        return Task.CompletedTask;
    }
}
