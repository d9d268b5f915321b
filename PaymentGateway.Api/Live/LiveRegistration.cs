using PaymentGateway.Api.OpenApi;
using PaymentGateway.Core.Live;

namespace PaymentGateway.Api.Live;

internal static class LiveRegistration
{
    public static void AddLiveChanges(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Changes>();
        builder.Services.AddSingleton<ChangeFeed>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ChangeFeed>());
    }

    public static void MapLiveChanges(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/changes", WatchChanges.Handle).RequireAuthorization().WithTags("Changes")
            .Describe("watchChanges", "Follow what changes",
                "One event for every payment, refund and delivery of the merchant that changes. A refund's stands for its payment.")
            .Streams<ChangeResponse>(EventStream.ContentType).DisableRequestTimeout();
}
