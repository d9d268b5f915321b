namespace PaymentGateway.Dashboard.Live;

internal static class LiveRegistration
{
    public static void AddLiveChanges(this IHostApplicationBuilder builder) => builder.Services.AddSingleton<LiveChanges>();
}
