namespace PaymentGateway.Tests.Support;

/// <summary>What runs in a process of its own instead of that of the tests.</summary>
[Flags]
internal enum OwnProcesses
{
    None = 0,
    Api = 1,
    Worker = 2,
    All = Api | Worker,
}

/// <summary>How a gateway under test is to run.</summary>
internal sealed record GatewaySettings
{
    public int Apis { get; init; } = 1;

    public int Workers { get; init; } = 1;

    /// <summary>What a test kills, measures or traces.</summary>
    public OwnProcesses OwnProcesses { get; init; }

    /// <summary>Where the programs of another release are, for <see cref="OwnProcesses"/>; null: this build.</summary>
    public string? Programs { get; init; }

    public bool TestMode { get; init; } = true;

    /// <summary>Milliseconds.</summary>
    public int ProcessingDelay { get; init; } = 200;

    public bool FastRetries { get; init; } = true;

    public string Environment { get; init; } = "Development";

    /// <summary>Hears every line that API and worker write.</summary>
    public Action<string>? Log { get; init; }

    /// <summary>Further environment variables of API and worker.</summary>
    public IReadOnlyDictionary<string, string?> Extra { get; init; } = new Dictionary<string, string?>();

    public Dictionary<string, string?> EnvironmentFor(string database, string redis) => new(Extra)
    {
        ["ConnectionStrings__gatewaydb"] = database,
        ["ConnectionStrings__redis"] = redis,
        ["DOTNET_ENVIRONMENT"] = Environment,
        ["ASPNETCORE_ENVIRONMENT"] = Environment,
        ["TEST_MODE"] = TestMode ? "true" : "false",
        ["TEST_PROCESSING_DELAY"] = $"{ProcessingDelay}",
        ["WEBHOOK_RETRY_INTERVALS_TEST"] = FastRetries ? "true" : "false",
        // Tests change due times behind the workers' backs.
        ["Queue__PollInterval"] = Extra.GetValueOrDefault("Queue__PollInterval", "00:00:00.500"),
        ["Security__MasterKey"] = "a master key that is only for tests, 48 chars..",
    };
}
