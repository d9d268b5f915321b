namespace PaymentGateway.Dashboard.Gateway;

internal static class GatewayRegistration
{
    /// <summary>For all tries of a request together: how long a person looks at a page without content.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>One client of the API, in the name of the merchant who is logged in. The name is resolved by service discovery.</summary>
    public static void AddGatewayClient(this IHostApplicationBuilder builder) =>
        builder.Services.AddHttpClient<GatewayClient>(http => (http.BaseAddress, http.Timeout) = (new Uri("http://api"), Timeout));
}
