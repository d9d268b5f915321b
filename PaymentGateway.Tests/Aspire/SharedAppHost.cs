using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Aspire;

/// <summary>One AppHost for the tests of a class, started again on the same data after a test has ended it.</summary>
public sealed class SharedAppHost : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private StartedAppHost? _appHost;

    public SharedAppHost() => Data = _folder.Child("data");

    internal string Data { get; }

    internal async Task<StartedAppHost> RunningAsync()
    {
        if (_appHost is { HasExited: true })
        {
            await _appHost.DisposeAsync();
            _appHost = null;
        }

        _appHost ??= await StartedAppHost.StartReadyAsync(Data);
        Assert.SkipWhen(_appHost.Resources()["postgres"].Pid == 0, "The servers are containers.");
        return _appHost;
    }

    public async ValueTask DisposeAsync()
    {
        if (_appHost is not null)
        {
            await _appHost.DisposeAsync();
        }

        _folder.Dispose();
    }
}
