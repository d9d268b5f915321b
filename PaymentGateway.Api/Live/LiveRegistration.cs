namespace PaymentGateway.Api.Live;

internal static class LiveRegistration
{
    public static void AddLiveChanges(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ChangeFeed>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ChangeFeed>());
    }

    public static void MapLiveChanges(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/changes", WatchChanges.Handle).RequireAuthorization().DisableRequestTimeout().WithTags("Changes");
}
