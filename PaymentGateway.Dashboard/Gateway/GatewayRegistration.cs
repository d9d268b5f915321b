namespace PaymentGateway.Dashboard.Gateway;

internal static class GatewayRegistration
{
    /// <summary>One client of the API, in the name of whoever is logged in. The name is resolved by service discovery.</summary>
    public static void AddGatewayClient(this IHostApplicationBuilder builder) =>
        builder.Services.AddHttpClient<GatewayClient>(http => http.BaseAddress = new Uri("http://api"));
}
