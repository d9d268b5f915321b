using System.Globalization;

namespace PaymentGateway.AppHost.Local;

/// <summary>The start ends here, with a message that says what to do.</summary>
internal sealed class StartRefusedException(string message, int exitCode = 1) : Exception(message)
{
    public int ExitCode => exitCode;
}

/// <summary>What the command line asks for.</summary>
internal sealed record Settings(string Data, bool Fresh, bool Verbose, int Apis, int Workers)
{
    private const string Usage =
        """
        Starts PostgreSQL, Redis, the API, the worker, the dashboard and the checkout on this machine.

          --fresh        begin with new, empty data
          --data DIR     keep the data in DIR (.data)
          --apis N       API processes (1), further ones on free ports
          --workers N    worker processes (1)
          --verbose      show the servers' own logs too

        Environment, or .env: API_PORT, DASHBOARD_PORT, CHECKOUT_PORT, POSTGRES_PORT, REDIS_PORT, POSTGRES_BIN,
        TEST_MODE, TEST_PAYMENT_SUCCESS, TEST_PROCESSING_DELAY, TEST_DECISION_TIMEOUT,
        WEBHOOK_RETRY_INTERVALS_TEST
        """;

    public static Settings Parse(IReadOnlyList<string> arguments)
    {
        var settings = new Settings(Path.Combine(DotEnv.Root, ".data"), Fresh: false, Verbose: false, Apis: 1, Workers: 1);
        for (var i = 0; i < arguments.Count; i++)
        {
            settings = arguments[i] switch
            {
                "--fresh" => settings with { Fresh = true },
                "--verbose" => settings with { Verbose = true },
                "--data" => settings with { Data = Path.GetFullPath(Value(ref i)) },
                "--apis" => settings with { Apis = Number(ref i) },
                "--workers" => settings with { Workers = Number(ref i) },
                "--help" or "-h" => throw new StartRefusedException(Usage, exitCode: 0),
                var unknown => throw Refused($"Unknown argument: {unknown}"),
            };
        }

        return settings;

        string Value(ref int i) => ++i < arguments.Count ? arguments[i] : throw Refused($"{arguments[i - 1]} needs a value.");

        int Number(ref int i) =>
            int.TryParse(Value(ref i), CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 32
                ? number
                : throw Refused($"{arguments[i - 1]} takes a number from 1 to 32.");

        static StartRefusedException Refused(string message) => new($"{message}\n\n{Usage}", exitCode: 2);
    }
}
