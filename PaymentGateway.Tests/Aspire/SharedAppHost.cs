using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Aspire;

/// <summary>One AppHost for the tests of a class, of which the last may end it.</summary>
public sealed class SharedAppHost : IAsyncDisposable
{
    // In memory: the orchestrator kills a server after 6 s, and PostgreSQL waits for a slow disk before it shuts down.
    private readonly TestFolder _folder = TestFolder.InMemory();
    private StartedAppHost? _appHost;

    public SharedAppHost() => Data = _folder.Child("data");

    internal string Data { get; }

    internal async Task<StartedAppHost> RunningAsync()
    {
        _appHost ??= await StartedAppHost.StartReadyAsync(Data);
        Assert.SkipWhen(_appHost.Resources()["postgres"].Pid == 0, "The servers are containers.");
        return _appHost;
    }

    /// <summary>Ends it so, and expects that no process is left and that PostgreSQL had time to shut down.</summary>
    internal async Task EndsCleanlyAsync(Func<StartedAppHost, Task> end)
    {
        var appHost = await RunningAsync();
        var postgres = appHost.Resources()["postgres"];
        var controldata = await PostgresProcess.ProgramAsync(postgres.ConnectionString!, "pg_controldata");
        Assert.Contains(postgres.Pid, appHost.Processes());

        await end(appHost);

        await appHost.NoProcessIsLeftAsync();
        Assert.Equal("shut down", await PostgresProcess.ClusterStateAsync(controldata, Path.Combine(Data, "postgres")));
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
