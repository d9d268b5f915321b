namespace PaymentGateway.Tests.Support;

/// <summary>A gateway outside the sandbox, with the one merchant that the worker's command made.</summary>
public sealed class ProductionGateway(Servers servers) : IAsyncLifetime
{
    internal static readonly GatewaySettings Settings = new() { Environment = "Production", TestMode = false, FastRetries = false };

    internal Gateway Gateway { get; private set; } = null!;

    internal string Email { get; } = $"{Guid.NewGuid():N}@shop.example";

    /// <summary>What the command wrote, by its labels.</summary>
    internal IReadOnlyDictionary<string, string> Merchant { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Gateway = await Gateway.StartAsync(servers, Settings);
        var (exitCode, output) = await RunAsync("merchants", "add", Email);
        Assert.True(exitCode == 0, output);
        Merchant = output.Split('\n').Select(line => line.Trim().Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Where(words => words.Length == 2).ToDictionary(words => words[0], words => words[1]);
    }

    /// <summary>A command of the worker, to its end.</summary>
    internal async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        await using var worker = ServiceProcess.Start(
            "Worker", Settings.EnvironmentFor(Gateway.ConnectionString, Gateway.Redis.ConnectionString), arguments);
        return (await worker.Exited, worker.Tail);
    }

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
