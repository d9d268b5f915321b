using System.Globalization;

namespace PaymentGateway.AppHost.Start;

/// <summary>The arguments of the command line: ours, and those that are passed on to Aspire.</summary>
internal sealed record StartOptions
{
    private const string Usage =
        """
        Starts PostgreSQL, Redis, the API, the worker, the checkout, the dashboard and the Aspire dashboard.

          --fresh        start with new, empty data
          --data DIR     keep the data in DIR (default: .data)
          --temporary    use free ports and a temporary folder, as the tests do
          --apis N       number of API processes (1 to 32, default 1)
          --workers N    number of worker processes (1 to 32, default 1)

        Environment or .env: API_PORT, DASHBOARD_PORT, CHECKOUT_PORT, POSTGRES_PORT, REDIS_PORT, ASPIRE_PORT, POSTGRES_BIN,
        TEST_MODE, TEST_PAYMENT_SUCCESS, TEST_PROCESSING_DELAY, TEST_DECISION_TIMEOUT, WEBHOOK_RETRY_INTERVALS_TEST
        """;

    // What the aspire command adds when it publishes; a configuration value has the form --Section:Key=value.
    private static readonly HashSet<string> AspireSwitches =
        ["--operation", "--step", "--output-path", "--publisher", "--log-level", "--environment"];

    public string Data { get; private init; } = Path.Combine(DotEnv.Root, ".data");
    public bool IsFresh { get; private init; }
    public bool IsTemporary { get; private init; }
    public int Apis { get; private init; } = 1;
    public int Workers { get; private init; } = 1;
    public IReadOnlyList<string> Aspire { get; private init; } = [];

    public bool IsPublishing => Aspire.Contains("publish");

    public static StartOptions Parse(string[] arguments)
    {
        var options = new StartOptions();
        for (var i = 0; i < arguments.Length; i++)
        {
            var name = arguments[i];
            options = name switch
            {
                "--fresh" => options with { IsFresh = true },
                "--temporary" => options with { IsTemporary = true },
                "--data" => options with { Data = Path.GetFullPath(Value()) },
                "--apis" => options with { Apis = Count() },
                "--workers" => options with { Workers = Count() },
                "--help" or "-h" => throw new StartRefusedException(Usage, exitCode: 0),
                _ when AspireSwitches.Contains(name) => options with { Aspire = [.. options.Aspire, name, Value()] },
                _ when name.StartsWith("--", StringComparison.Ordinal) && name.Contains('=') =>
                    options with { Aspire = [.. options.Aspire, name] },
                _ => throw Refused($"Unknown argument: {name}"),
            };

            string Value() => ++i < arguments.Length ? arguments[i] : throw Refused($"{name} needs a value.");

            int Count() => int.TryParse(Value(), CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= 32
                ? count
                : throw Refused($"{name} takes a number from 1 to 32.");
        }

        return options;
    }

    private static StartRefusedException Refused(string message) => new($"{message}\n\n{Usage}", exitCode: 2);
}
