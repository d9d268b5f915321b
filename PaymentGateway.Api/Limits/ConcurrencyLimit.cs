using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.Options;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Requests;

namespace PaymentGateway.Api.Limits;

/// <summary>
/// Says "later" at once to more requests than can be answered in time, instead of keeping all of them waiting for a
/// database connection.
/// </summary>
internal static class ConcurrencyLimit
{
    public static void AddConcurrencyLimit(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<ConcurrencyOptions>()
            .BindConfiguration(ConcurrencyOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(services =>
        {
            var options = services.GetRequiredService<IOptions<ConcurrencyOptions>>().Value;
            return new ConcurrencyLimiter(new() { PermitLimit = options.Requests, QueueLimit = options.Queue });
        });
    }

    public static void UseConcurrencyLimit(this WebApplication app)
    {
        var limiter = app.Services.GetRequiredService<ConcurrencyLimiter>();
        var longestWait = app.Services.GetRequiredService<IOptions<ConcurrencyOptions>>().Value.LongestWait;
        app.Use(async (http, next) =>
        {
            if (!http.Request.IsForApi())
            {
                await next(http);
                return;
            }

            using var turn = await WaitAsync(limiter, longestWait, http.RequestAborted);
            if (turn is not { IsAcquired: true })
            {
                await ApiErrors.Unavailable.ExecuteAsync(http);
                return;
            }

            GiveBackEarly(http, turn);
            await next(http);
        });
    }

    private static async Task<RateLimitLease?> WaitAsync(ConcurrencyLimiter limiter, TimeSpan longestWait, CancellationToken cancel)
    {
        if (limiter.AttemptAcquire() is { IsAcquired: true } atOnce)
        {
            return atOnce;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(longestWait);
        try
        {
            return await limiter.AcquireAsync(permitCount: 1, patience.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    // Streams go on for minutes and mostly wait: they have had their turn when their answer begins.
    private static void GiveBackEarly(HttpContext http, RateLimitLease turn)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<DisableRequestTimeoutAttribute>() is not null)
        {
            http.Response.OnStarting(() =>
            {
                turn.Dispose();
                return Task.CompletedTask;
            });
        }
    }
}
