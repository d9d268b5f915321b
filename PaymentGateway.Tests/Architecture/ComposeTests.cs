using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Architecture;

/// <summary>compose.yaml starts what the Aspire model describes, under the names that the documents use.</summary>
public sealed partial class ComposeTests
{
    private const string Migrations = "migrations";
    private static readonly string[] Servers = ["postgres", "redis"];
    private static readonly string[] Sites = ["api", "dashboard", "checkout"];
    private static readonly Yaml Compose = Yaml.Load("compose.yaml");
    private static readonly string Text = File.ReadAllText(Path.Combine(SourceTree.Root, "compose.yaml"));
    private static readonly string Example = File.ReadAllText(Path.Combine(SourceTree.Root, ".env.example"));

    [Fact]
    public void Compose_starts_the_servers_and_every_service_of_the_manifest_and_no_other_process() => Assert.Equal(
        AspireManifest.Services.Select(service => service.Name).Concat(Servers).Order(StringComparer.Ordinal),
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

    [Fact]
    public void Each_service_runs_the_project_the_arguments_and_the_port_of_the_manifest() =>
        Assert.All(AspireManifest.Services, service =>
        {
            var image = Dockerfile.Stage(ImageOf(service.Name));

            Assert.Contains($"ENTRYPOINT [\"dotnet\", \"{service.Project}.dll\"]", image, StringComparison.Ordinal);
            Assert.Equal(service.Arguments, Of(service.Name).Find("command")?.Items.Select(word => word.Text) ?? []);
            Assert.Equal(service.Port is not null, image.Contains($"ASPNETCORE_HTTP_PORTS={service.Port}", StringComparison.Ordinal));
        });

    [Fact]
    public void Each_service_gets_the_references_of_the_manifest() => Assert.All(AspireManifest.Services, service => Assert.Equal(
        Wiring.ReferencesIn(service.Keys), Wiring.ReferencesIn(Of(service.Name)["environment"].Names)));

    [Theory]
    [InlineData("postgres", "127.0.0.1:${POSTGRES_PORT:-5432}:5432")]
    [InlineData("redis", "127.0.0.1:${REDIS_PORT:-6379}:6379")]
    [InlineData("api", "${BIND:-0.0.0.0}:${API_PORT:-8000}:8000")]
    [InlineData("dashboard", "${BIND:-0.0.0.0}:${DASHBOARD_PORT:-3000}:3000")]
    [InlineData("checkout", "${BIND:-0.0.0.0}:${CHECKOUT_PORT:-3001}:3001")]
    public void Ports_and_addresses_to_listen_on_can_be_chosen(string service, string port) =>
        Assert.Equal(port, Of(service)["ports"].Items.Single().Text);

    [Theory]
    [InlineData("PUBLIC_API", "api", "dashboard", "checkout")]
    [InlineData("PUBLIC_DASHBOARD", "api", "dashboard", "checkout")]
    [InlineData("PUBLIC_CHECKOUT", "api", "dashboard", "checkout")]
    [InlineData("Proxies__Trusted", "api", "dashboard", "checkout")]
    [InlineData("Security__MasterKey", "migrations", "api", "worker")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "migrations", "api", "worker", "dashboard", "checkout")]
    public void Settings_without_a_default_are_passed_on_only_when_they_are_set(string variable, params string[] services) =>
        Assert.All(services, service => Assert.True(Of(service)["environment"][variable].IsNull));

    [Fact]
    public void No_default_is_empty_or_has_a_variable_in_it() => // podman-compose would pass such text on literally
        Assert.DoesNotMatch(@"\$\{\w+:?-(\}|[^}]*\$)", Text);

    [Fact]
    public void Test_settings_reach_every_service() => Assert.All(
        ["TEST_MODE", "TEST_PAYMENT_SUCCESS", "TEST_PROCESSING_DELAY", "TEST_DECISION_TIMEOUT", "WEBHOOK_RETRY_INTERVALS_TEST"],
        name => Assert.All(AspireManifest.Services, service =>
            Assert.StartsWith($"${{{name}:-", Of(service.Name)["environment"][name].Text, StringComparison.Ordinal)));

    [Fact]
    public void Every_variable_is_explained_in_the_example()
    {
        var passedOn = AspireManifest.Services.Select(service => Of(service.Name)["environment"])
            .SelectMany(environment => environment.Names.Where(name => environment[name].IsNull));

        Assert.All(
            Variable().Matches(Text).Select(match => match.Groups["name"].Value).Concat(passedOn).Distinct(StringComparer.Ordinal),
            name => Assert.Matches($"(?m)^#?{name}=", Example));
    }

    [Fact]
    public void The_database_is_the_one_that_commands_name()
    {
        var environment = Of("postgres")["environment"];

        Assert.Equal("gateway_user", environment["POSTGRES_USER"].Text);
        Assert.Equal("payment_gateway", environment["POSTGRES_DB"].Text);
        Assert.Contains("Username=gateway_user;Password=\"${POSTGRES_PASSWORD:-gateway_pass}\";Database=payment_gateway",
            Of("api")["environment"]["ConnectionStrings__gatewaydb"].Text, StringComparison.Ordinal);
        Assert.True(Of("redis")["environment"].Find("REDISCLI_AUTH") is not null, "redis-cli in the container would need a password.");
    }

    [Fact]
    public void Services_start_after_the_migrations_and_after_the_services_they_call() => Assert.All(AspireManifest.Services, service =>
    {
        var waits = Of(service.Name)["depends_on"];

        if (!service.Keys.Contains("ConnectionStrings__gatewaydb", StringComparer.Ordinal))
        {
            Assert.Equal("service_healthy", waits["api"]["condition"].Text);
            return;
        }

        Assert.All(Servers, server => Assert.Equal("service_healthy", waits[server]["condition"].Text));
        Assert.Equal(service.Name == Migrations ? null : "service_completed_successfully", waits.Find(Migrations)?["condition"].Text);
    });

    [Theory]
    [InlineData("postgres", "pg_isready")]
    [InlineData("redis", "redis-cli")]
    [InlineData("api", "wget")]
    [InlineData("dashboard", "wget")]
    [InlineData("checkout", "wget")]
    [InlineData("worker", "find")]
    public void Health_checks_use_a_program_of_the_image_and_wait_for_a_slow_start(string service, string program)
    {
        var check = Of(service)["healthcheck"];

        Assert.Equal(program, check["test"].Items.ElementAt(1).Text.Split(' ')[0]);
        Assert.Equal("120s", check["start_period"].Text);
    }

    [Fact]
    public void The_worker_is_healthy_while_it_writes_the_file_that_its_check_reads() => Assert.Contains(
        Of("worker")["environment"]["Queue__HeartbeatFile"].Text, Of("worker")["healthcheck"]["test"].Items.Last().Text, StringComparison.Ordinal);

    [Fact]
    public void Our_containers_have_no_rights_and_an_init_process_that_passes_exit_codes_on()
    {
        Assert.All(AspireManifest.Services, service =>
        {
            Assert.Equal("true", Of(service.Name)["init"].Text);
            Assert.Equal("true", Of(service.Name)["read_only"].Text);
            Assert.Equal(["/tmp"], Texts(Of(service.Name)["tmpfs"]));
            Assert.Null(Of(service.Name).Find("cap_add"));
        });
        Assert.Contains("USER $APP_UID", Dockerfile.Stage("runtime"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_container_has_limits_and_only_the_rights_it_needs() => Assert.All(Compose["services"].Names, name =>
    {
        Assert.Equal(["ALL"], Texts(Of(name)["cap_drop"]));
        Assert.Equal(["no-new-privileges:true"], Texts(Of(name)["security_opt"]));
        Assert.All(["mem_limit", "pids_limit"], limit => Assert.NotEmpty(Of(name)[limit].Text));
        Assert.All(["max-size", "max-file"], limit => Assert.NotEmpty(Of(name)["logging"]["options"][limit].Text));
        Assert.Equal(name == Migrations ? "no" : "unless-stopped", Of(name)["restart"].Text);
    });

    [Fact]
    public void The_servers_may_prepare_their_folder_and_change_to_their_own_user() => Assert.All(Servers, server =>
        Assert.Equal(["CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"], Texts(Of(server)["cap_add"])));

    [Fact]
    public void Migrations_build_the_image_that_the_worker_runs()
    {
        Assert.Equal(Of(Migrations)["image"].Text, Of("worker")["image"].Text);
        Assert.Equal("worker", Of(Migrations)["build"]["target"].Text);
        Assert.Null(Of("worker").Find("build"));
        Assert.Equal("never", Of("worker")["pull_policy"].Text);
        Assert.All(Sites, site => Assert.Equal(site, Of(site)["build"]["target"].Text));
    }

    [Fact]
    public void The_worker_reaches_a_merchant_on_this_machine() =>
        Assert.Equal(["host.docker.internal:host-gateway"], Texts(Of("worker")["extra_hosts"]));

    private static Yaml Of(string service) => Compose["services"][service];

    private static string ImageOf(string service) => service == Migrations ? "worker" : service;

    private static IEnumerable<string> Texts(Yaml list) => list.Items.Select(item => item.Text);

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
