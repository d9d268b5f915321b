using PaymentGateway.Api.OpenApi;
using PaymentGateway.Core.Live;

namespace PaymentGateway.Api.Live;

internal static class LiveRegistration
{
    public static void AddLiveChanges(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ChangePublisher>();
        builder.Services.AddSingleton<ChangeHub>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ChangeHub>());
    }

    public static void MapLiveChanges(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/changes", WatchChanges.Handle).RequireAuthorization().WithTags("Changes")
            .Describe("watchChanges", "Follow changes",
                "Sends one event for every payment, refund and webhook delivery that is created or changes. The event "
                + "`heartbeat` is sent at the start, every 15 s, and when its `live` changes. While `live` is false, changes are "
                + "not sent: read the data again once it is true. Reconnect after 45 s of silence.")
            .Streams<ChangeResponse>(EventStream.ContentType).DisableRequestTimeout();
}
