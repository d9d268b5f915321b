using PaymentGateway.Dashboard.Gateway;

namespace PaymentGateway.Dashboard.Sessions;

/// <summary>
/// Whether this gateway is a sandbox, whose published merchant anybody may be. Asked until it is known, then remembered:
/// a gateway does not become one while it runs.
/// </summary>
internal sealed class SandboxProbe(IServiceScopeFactory scopes)
{
    /// <summary>Published by the gateway's documents; it opens nothing outside a sandbox.</summary>
    public const string Password = "gateway_test_123";

    private Answer<TestMerchant>? _known;

    public async Task<TestMerchant?> FindAsync(CancellationToken cancel)
    {
        if (_known is null)
        {
            await using var scope = scopes.CreateAsyncScope();
            var answer = await scope.ServiceProvider.GetRequiredService<GatewayClient>().GetTestMerchantAsync(cancel);
            _known = answer.Value is not null || answer.Problem is { IsMissing: true } ? answer : null;
            return answer.Value;
        }

        return _known.Value;
    }
}
