using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>
/// A gateway, and two dashboards for each group of settings, started when a test first needs them. All have the same keys.
/// </summary>
public sealed class DashboardPairs(Servers servers, Browsers browsers) : IAsyncLifetime
{
    private readonly TestFolder _keys = new();
    private readonly Dictionary<string, string[]> _pairs = [];

    internal RunningDashboard Running { get; } = new(servers, browsers);

    public ValueTask InitializeAsync() => Running.InitializeAsync();

    /// <returns>Their addresses.</returns>
    internal async Task<string[]> GetAsync(params (string Name, string Value)[] settings)
    {
        var key = string.Join(' ', settings);
        if (!_pairs.TryGetValue(key, out var pair))
        {
            pair = [RunningDashboard.NewAddress(), RunningDashboard.NewAddress()];
            foreach (var address in pair)
            {
                await Running.StartAnotherAsync(
                    address, Running.Api, [("KeyRing__Folder", _keys.Path), ("Proxies__Trusted", "127.0.0.1, ::1"), .. settings]);
            }

            _pairs[key] = pair;
        }

        return pair;
    }

    public async ValueTask DisposeAsync()
    {
        await Running.DisposeAsync();
        _keys.Dispose();
    }
}
