using PaymentGateway.Tests.Contracts;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Protocol;

/// <summary>Which site's pages may call which routes of the API from a browser.</summary>
public sealed class CrossOriginAccess(CrossOriginGateway gateway) : IClassFixture<CrossOriginGateway>
{
    [Theory]
    [InlineData(CrossOriginGateway.Dashboard, true, true)]
    [InlineData(CrossOriginGateway.Checkout, true, false)]
    [InlineData("https://shop.example", false, false)]
    [InlineData("null", false, false)]
    public async Task An_origin_may_call_only_the_routes_that_are_meant_for_it(string origin, bool mayPublic, bool mayMerchant)
    {
        var contract = await ApiContract.ReadAsync(gateway.Gateway);
        Assert.Contains(contract.Operations, IsPublic);

        foreach (var operation in contract.Operations)
        {
            var mayCall = IsPublic(operation) ? mayPublic : mayMerchant;
            var preflight = await AllowedAsync(HttpMethod.Options, operation, origin);
            var call = await AllowedAsync(operation.Method, operation, origin);

            Assert.True(preflight == mayCall, $"Preflight of {operation} from {origin}: allowed {preflight}");
            Assert.True(call == mayCall, $"{operation} from {origin}: allowed {call}");
        }
    }

    private static bool IsPublic(ApiOperation operation) => operation.Path.Contains("/public", StringComparison.Ordinal);

    private async Task<bool> AllowedAsync(HttpMethod method, ApiOperation operation, string origin)
    {
        var path = operation.Path.Replace("{id}", "nobody", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(method, path) { Headers = { { "Origin", origin } } };
        if (method == HttpMethod.Options)
        {
            request.Headers.Add("Access-Control-Request-Method", operation.Method.Method);
            request.Headers.Add("Access-Control-Request-Headers", "content-type,idempotency-key,traceparent");
        }

        using var response = await gateway.Gateway.Api.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.False(response.Headers.Contains("Access-Control-Allow-Credentials"));
        return response.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowed) && allowed.Single() == origin;
    }
}

/// <summary>An API that knows the origins of its checkout and dashboard.</summary>
public sealed class CrossOriginGateway(Servers servers) : IAsyncLifetime
{
    internal const string Checkout = "https://pay.example";
    internal const string Dashboard = "https://dashboard.example";

    internal Gateway Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await Gateway.StartAsync(servers, new GatewaySettings
    {
        Workers = 0,
        Extra = new Dictionary<string, string?> { ["Origins__Checkout"] = Checkout, ["Origins__Dashboard"] = Dashboard },
    });

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
