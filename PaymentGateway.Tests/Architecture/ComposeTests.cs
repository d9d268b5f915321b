using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Architecture;

/// <summary>What compose starts is what the local runner starts, under the names that the documents use.</summary>
public sealed partial class ComposeTests
{
    private static readonly Yaml Compose = Yaml.Load("compose.yaml");
    private static readonly Service[] Services = [Topology.Migrations, .. Topology.Services];

    [Fact]
    public void It_starts_the_servers_and_every_service_and_no_other_process() => Assert.Equal(
        Services.Select(service => service.Name).Concat(["postgres", "redis"]).Order(StringComparer.Ordinal),
        Compose["services"].Names.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("postgres", "pg_gateway")]
    [InlineData("redis", "redis_gateway")]
    [InlineData("api", "gateway_api")]
    [InlineData("worker", "gateway_worker")]
    [InlineData("dashboard", "gateway_dashboard")]
    [InlineData("checkout", "gateway_checkout")]
    public void Containers_have_the_names_that_commands_use(string service, string container) =>
        Assert.Equal(container, Of(service)["container_name"].Text);

    [Theory]
    [InlineData("postgres", 5432)]
    [InlineData("redis", 6379)]
    [InlineData("api", 8000)]
    [InlineData("dashboard", 3000)]
    [InlineData("checkout", 3001)]
    public void Ports_are_the_known_ones_and_can_be_chosen(string service, int port) => Assert.EndsWith(
        $"${{{service.ToUpperInvariant()}_PORT:-{port}}}:{port}", Of(service)["ports"].Items.Single().Text, StringComparison.Ordinal);

    [Fact]
    public void Each_service_is_built_from_its_own_project_and_listens_where_the_local_one_does() => Assert.All(Services, service =>
    {
        var stage = Stage(Of(service.Name)["build"]["target"].Text);

        Assert.Contains($"ENTRYPOINT [\"dotnet\", \"{service.Project}.dll\"]", stage, StringComparison.Ordinal);
        Assert.Equal(service.Arguments, Of(service.Name).Find("command")?.Items.Select(word => word.Text) ?? []);
        Assert.Equal(service.Port is not null, stage.Contains($"ASPNETCORE_HTTP_PORTS={service.Port}", StringComparison.Ordinal));
    });

    [Fact]
    public void Each_service_is_told_of_the_same_others_by_the_same_keys()
    {
        var urls = Topology.Services.ToDictionary(service => service.Name, _ => "http://localhost");

        Assert.All(Services, service => Assert.Equal(
            Wiring.ReferencesIn(Topology.EnvironmentOf(service, ownUrl: null, "postgres", "redis", urls).Keys),
            Wiring.ReferencesIn(Of(service.Name)["environment"].Names)));
    }

    [Fact]
    public void The_switches_of_the_test_mode_reach_every_service_and_are_explained_beside_it()
    {
        var example = File.ReadAllText(Path.Combine(SourceTree.Root, ".env.example"));

        Assert.All(["TEST_MODE", "TEST_PAYMENT_SUCCESS", "TEST_PROCESSING_DELAY", "TEST_DECISION_TIMEOUT", "WEBHOOK_RETRY_INTERVALS_TEST"], name =>
        {
            Assert.Contains($"\n{name}=", example, StringComparison.Ordinal);
            Assert.All(Services, service =>
                Assert.StartsWith($"${{{name}:-", Of(service.Name)["environment"][name].Text, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Every_variable_it_reads_is_in_the_example() => Assert.All(
        Variable().Matches(File.ReadAllText(Path.Combine(SourceTree.Root, "compose.yaml"))).Select(match => match.Groups["name"].Value),
        name => Assert.Contains($"{name}=", File.ReadAllText(Path.Combine(SourceTree.Root, ".env.example")), StringComparison.Ordinal));

    [Fact]
    public void The_database_is_the_one_that_commands_name()
    {
        var environment = Of("postgres")["environment"];

        Assert.Equal(PostgresProcess.User, environment["POSTGRES_USER"].Text);
        Assert.Equal(PostgresProcess.Database, environment["POSTGRES_DB"].Text);
        Assert.Contains($"Username={PostgresProcess.User};", Of("api")["environment"]["ConnectionStrings__gatewaydb"].Text, StringComparison.Ordinal);
        Assert.True(Of("redis")["environment"].Find("REDISCLI_AUTH") is not null, "redis-cli in the container would need a password.");
    }

    [Fact]
    public void Nothing_serves_before_the_schema_is_there_nor_before_what_it_calls_is_healthy() => Assert.All(Topology.Services, service =>
    {
        var waits = Of(service.Name)["depends_on"];

        if (service.NeedsServers)
        {
            Assert.Equal("service_completed_successfully", waits["migrations"]["condition"].Text);
            Assert.Equal("service_healthy", waits["postgres"]["condition"].Text);
        }
        else
        {
            Assert.Equal("service_healthy", waits["api"]["condition"].Text);
        }
    });

    [Theory]
    [InlineData("postgres")]
    [InlineData("redis")]
    [InlineData("api")]
    [InlineData("dashboard")]
    [InlineData("checkout")]
    public void Health_is_asked_for_by_a_program_that_is_in_the_image(string service)
    {
        var test = Of(service)["healthcheck"]["test"].Items.Select(word => word.Text).ToList();

        Assert.Contains(test[1].Split(' ')[0], new[] { "pg_isready", "redis-cli", "wget" });
        Assert.All(["interval", "timeout", "retries", "start_period"], name => Assert.NotEmpty(Of(service)["healthcheck"][name].Text));
    }

    [Fact]
    public void Our_own_containers_own_nothing_and_may_do_nothing()
    {
        Assert.All(Services, service =>
        {
            Assert.Equal("true", Of(service.Name)["read_only"].Text);
            Assert.Equal("ALL", Of(service.Name)["cap_drop"].Items.Single().Text);
            Assert.Equal("no-new-privileges:true", Of(service.Name)["security_opt"].Items.Single().Text);
        });
        Assert.Contains("USER $APP_UID", Stage("runtime"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_worker_reaches_a_merchant_on_this_machine_and_everything_comes_back_after_a_crash()
    {
        Assert.Equal("host.docker.internal:host-gateway", Of("worker")["extra_hosts"].Items.Single().Text);
        Assert.All(Compose["services"].Names.Except(["migrations"]), name => Assert.Equal("unless-stopped", Of(name)["restart"].Text));
    }

    [Fact]
    public void The_image_restores_every_project_it_publishes() => Assert.All(
        Directory.EnumerateDirectories(SourceTree.Root, "PaymentGateway.*").Select(Path.GetFileName)
            .Except(["PaymentGateway.AppHost", "PaymentGateway.Tests"]),
        project => Assert.Contains($"COPY {project}/*.csproj {project}/", Stage("build"), StringComparison.Ordinal));

    private static Yaml Of(string service) => Compose["services"][service];

    private static string Stage(string name) => File.ReadAllText(Path.Combine(SourceTree.Root, "Dockerfile"))
        .Split("\nFROM ").Single(stage => stage.Split('\n')[0].EndsWith($" AS {name}", StringComparison.Ordinal));

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z_]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();

    /// <summary>One of our own processes: what it is called, what it needs, where it is found.</summary>
    private sealed record Service(string Name, string Project, string Purpose)
    {
        public ImmutableArray<string> Arguments { get; init; } = [];
        public int? Port { get; init; }
        public bool NeedsServers { get; init; }
        public ImmutableArray<string> Calls { get; init; } = [];

        /// <summary>Browsers come to the API from these, and from nowhere else.</summary>
        public ImmutableArray<string> Origins { get; init; } = [];
    }

    /// <summary>The same resources, ports and references as AppHost.cs.</summary>
    private static class Topology
    {
        public static readonly Service Migrations =
            new("migrations", "PaymentGateway.Worker", "the schema") { Arguments = ["migrate"], NeedsServers = true };

        public static readonly ImmutableArray<Service> Services =
        [
            new("api", "PaymentGateway.Api", "REST API, reference at /scalar")
            {
                Port = 8000,
                NeedsServers = true,
                Origins = ["Dashboard", "Checkout"],
            },
            new("worker", "PaymentGateway.Worker", "background jobs") { NeedsServers = true },
            new("dashboard", "PaymentGateway.Dashboard", "a merchant's window") { Port = 3000, Calls = ["api", "checkout"] },
            new("checkout", "PaymentGateway.Checkout", "the payer's side, checkout.js") { Port = 3001, Calls = ["api"] },
        ];

        /// <summary>The environment of one service, given where the servers and the other services are.</summary>
        public static Dictionary<string, string?> EnvironmentOf(
            Service service, string? ownUrl, string postgres, string redis, Dictionary<string, string> urls)
        {
            var environment = new Dictionary<string, string?>
            {
                ["ASPNETCORE_ENVIRONMENT"] = Mode("ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT"),
                ["DOTNET_ENVIRONMENT"] = Mode("DOTNET_ENVIRONMENT", "ASPNETCORE_ENVIRONMENT"),
                ["ASPNETCORE_URLS"] = ownUrl, // none takes away the one of our own launch profile
                ["OTEL_SERVICE_NAME"] = service.Name,
            };
            if (service.NeedsServers)
            {
                environment["ConnectionStrings__gatewaydb"] = postgres;
                environment["ConnectionStrings__redis"] = redis;
            }

            foreach (var callee in service.Calls)
            {
                environment[$"services__{callee}__http__0"] = urls[callee];
            }

            foreach (var origin in service.Origins)
            {
                environment[$"Origins__{origin}"] = urls[origin.ToLowerInvariant()];
            }

            return environment;

            static string Mode(string variable, string other) => Environment.GetEnvironmentVariable(variable)
                ?? Environment.GetEnvironmentVariable(other) ?? "Development";
        }
    }
}
