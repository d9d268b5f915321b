using System.Text.Json;
using System.Text.RegularExpressions;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Architecture;

/// <summary>What is published for containers is what the local runner starts.</summary>
public sealed partial class ManifestTests
{
    private static readonly JsonElement Resources = JsonDocument.Parse(File.ReadAllText(ManifestPath()))
        .RootElement.GetProperty("resources");

    private static readonly Service[] Services = [Topology.Migrations, .. Topology.Services];

    [Fact]
    public void The_manifest_holds_the_servers_and_every_service_and_no_other_process()
    {
        var processes = Resources.EnumerateObject()
            .Where(resource => Text(resource.Value, "type") is "project.v0" or "container.v0").Select(resource => resource.Name);

        Assert.Equal(
            Services.Select(service => service.Name).Concat(["postgres", "redis"]).Order(StringComparer.Ordinal),
            processes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_service_is_the_same_project_with_the_same_arguments_and_port()
    {
        Assert.All(Services, service =>
        {
            var published = Resources.GetProperty(service.Name);

            Assert.Equal($"{service.Project}/{service.Project}.csproj", Text(published, "path"));
            Assert.Equal(service.Arguments, Strings(published, "args"));
            Assert.Equal(service.Port, PortOf(published));
        });
    }

    [Fact]
    public void Each_service_is_told_of_the_same_others_by_the_same_keys()
    {
        var urls = Topology.Services.ToDictionary(service => service.Name, _ => "http://localhost");

        Assert.All(Services, service =>
        {
            var local = Topology.EnvironmentOf(service, ownUrl: null, "postgres", "redis", urls).Keys;
            var published = Resources.GetProperty(service.Name).GetProperty("env").EnumerateObject().Select(key => key.Name);

            Assert.Equal(Wiring.ReferencesIn(local), Wiring.ReferencesIn(published));
        });
    }

    [Fact]
    public void The_database_has_the_same_name_and_user()
    {
        Assert.EndsWith($";Database={PostgresProcess.Database}", Text(Resources.GetProperty("gatewaydb"), "connectionString"),
            StringComparison.Ordinal);
        using var settings = JsonDocument.Parse(File.ReadAllText(Path.Combine(SourceTree.Root, "PaymentGateway.AppHost", "appsettings.json")));
        Assert.Equal(PostgresProcess.User, Text(settings.RootElement.GetProperty("Parameters"), "postgresuser"));
    }

    [Fact]
    public void Every_reference_in_the_manifest_leads_somewhere()
    {
        var names = Resources.EnumerateObject().Select(resource => resource.Name).ToHashSet(StringComparer.Ordinal);

        Assert.All(Reference().Matches(Resources.GetRawText()), match => Assert.Contains(match.Groups["name"].Value, names));
    }

    [GeneratedRegex(@"\{(?<name>[a-z-]+)\.[a-zA-Z.]+\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static IEnumerable<string?> Strings(JsonElement element, string name) =>
        element.TryGetProperty(name, out var array) ? array.EnumerateArray().Select(item => item.GetString()) : [];

    private static int? PortOf(JsonElement element) =>
        element.TryGetProperty("bindings", out var bindings) ? bindings.GetProperty("http").GetProperty("port").GetInt32() : null;

    private static string ManifestPath() => Path.Combine(SourceTree.Root, "aspire-manifest.json");
}
