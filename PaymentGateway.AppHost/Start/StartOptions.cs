using System.Globalization;

namespace PaymentGateway.AppHost.Start;

/// <summary>The command line: our options, and what is passed on to Aspire.</summary>
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

    // What the aspire command adds; a configuration value has the form --Section:Key=value.
    private static readonly string[] AspireSwitches =
        ["--operation", "--step", "--output-path", "--publisher", "--log-level", "--environment"];

    public string Data { get; private set; } = Path.Combine(DotEnv.Root, ".data");
    public bool IsFresh { get; private set; }
    public bool IsTemporary { get; private set; }
    public int Apis { get; private set; } = 1;
    public int Workers { get; private set; } = 1;
    public List<string> Aspire { get; } = [];
    public bool IsPublishing => Aspire.Contains("publish");

    public static StartOptions Parse(string[] arguments)
    {
        var options = new StartOptions();
        var rest = new Queue<string>(arguments.SelectMany(argument =>
            argument.Split('=', 2) is [var name, var value] && !name.Contains(':') ? (string[])[name, value] : [argument]));
        while (rest.TryDequeue(out var name))
        {
            switch (name)
            {
                case "--fresh": options.IsFresh = true; break;
                case "--temporary": options.IsTemporary = true; break;
                case "--data": options.Data = Path.GetFullPath(Value()); break;
                case "--apis": options.Apis = Count(); break;
                case "--workers": options.Workers = Count(); break;
                case "--help" or "-h": throw new StartRefusedException(Usage, exitCode: 0);
                case var _ when AspireSwitches.Contains(name): options.Aspire.AddRange([name, Value()]); break;
                case ['-', '-', ..] when name.Contains(':'): options.Aspire.Add(name); break;
                default: throw Refused($"Unknown argument: {name}");
            }

            string Value() => rest.TryDequeue(out var value) && value is not "" ? value : throw Refused($"{name} needs a value.");

            int Count() => int.TryParse(Value(), CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= 32
                ? count
                : throw Refused($"{name} takes a number from 1 to 32.");
        }

        return options;
    }

    private static StartRefusedException Refused(string message) => new($"{message}\n\n{Usage}", exitCode: 2);
}
