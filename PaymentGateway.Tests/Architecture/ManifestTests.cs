using System.Text.Json;
using System.Text.RegularExpressions;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Architecture;

/// <summary>aspire-manifest.json is what the AppHost publishes.</summary>
public sealed partial class ManifestTests
{
    private const string PublishCommand = "dotnet run --project PaymentGateway.AppHost -- "
        + "--operation publish --step publish-manifest --output-path ../aspire-manifest.json";

    private static readonly string Committed = Path.Combine(SourceTree.Root, "aspire-manifest.json");

    private static readonly JsonElement Resources =
        JsonDocument.Parse(File.ReadAllText(Committed)).RootElement.GetProperty("resources");

    [Fact]
    public async Task The_committed_manifest_equals_the_published_one_byte_for_byte()
    {
        // Beside the committed one: the paths in a manifest are relative to its folder.
        var published = Path.Combine(SourceTree.Root, $"aspire-manifest.{Guid.NewGuid():N}.json");
        try
        {
            await using var appHost = HostProcess.StartService(
                "AppHost", ["--operation", "publish", "--step", "publish-manifest", "--output-path", published],
                new Dictionary<string, string?>());
            var exitCode = await appHost.Exited.WaitAsync(TestContext.Current.CancellationToken);
            Assert.True(exitCode == 0 && File.Exists(published), appHost.Tail);

            var (expected, actual) = (await File.ReadAllBytesAsync(published), await File.ReadAllBytesAsync(Committed));
            Assert.True(
                actual.SequenceEqual(expected),
                $"aspire-manifest.json differs from what the AppHost publishes. Regenerate it: {PublishCommand}");
        }
        finally
        {
            File.Delete(published);
        }
    }

    [Fact]
    public void The_manifest_holds_the_servers_and_every_service_and_no_other_process()
    {
        var processes = Resources.EnumerateObject()
            .Where(resource => resource.Value.GetProperty("type").GetString() is "project.v0" or "container.v0")
            .Select(resource => resource.Name);

        Assert.Equal(
            ["api", "checkout", "dashboard", "migrations", "postgres", "redis", "worker"],
            processes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_reference_in_the_manifest_leads_somewhere()
    {
        var names = Resources.EnumerateObject().Select(resource => resource.Name).ToHashSet(StringComparer.Ordinal);

        Assert.All(
            Reference().Matches(Resources.GetRawText()), match => Assert.Contains(match.Groups["name"].Value, names));
    }

    [GeneratedRegex(@"\{(?<name>[a-z0-9-]+)\.[a-zA-Z.]+\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reference();
}
