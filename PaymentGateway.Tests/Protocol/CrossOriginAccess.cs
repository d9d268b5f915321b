using PaymentGateway.Tests.Abuse;
using PaymentGateway.Tests.Contracts;

namespace PaymentGateway.Tests.Protocol;

/// <summary>Which site's pages may call which routes of the API from a browser.</summary>
[Collection(Abused.Name)]
public sealed class CrossOriginAccess(AbusedGateways gateways)
{
    [Theory]
    [InlineData(AbusedGateways.Dashboard, true, true)]
    [InlineData(AbusedGateways.Checkout, true, false)]
    [InlineData("https://shop.example", false, false)]
    [InlineData("null", false, false)]
    public async Task An_origin_may_call_only_the_routes_that_are_meant_for_it(string origin, bool mayPublic, bool mayMerchant)
    {
        var contract = await ApiContract.ReadAsync(gateways.Development.Gateway);
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

        using var response = await gateways.Development.Gateway.Api.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.False(response.Headers.Contains("Access-Control-Allow-Credentials"));
        return response.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowed) && allowed.Single() == origin;
    }
}
