using System.Text.RegularExpressions;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Architecture;

/// <summary>The images are built from what they need, each host in a stage of its own.</summary>
public sealed partial class ImageTests
{
    private static readonly string[] Ignored = [.. File.ReadLines(Path.Combine(SourceTree.Root, ".dockerignore"))
        .Where(line => line.Length > 0 && line[0] != '#')];

    private static readonly string[] Kept = [.. Ignored.Where(line => line[0] == '!').Select(line => line[1..])];

    [Fact]
    public void The_build_context_holds_what_the_dockerfile_copies_and_nothing_else()
    {
        var copied = Copy().Matches(Dockerfile.Text)
            .SelectMany(match => match.Groups["sources"].Value.Split(' ')).Select(source => source.Split('/')[0])
            .Distinct(StringComparer.Ordinal);

        Assert.Equal("*", Ignored[0]);
        Assert.Equal(copied.Order(StringComparer.Ordinal), Kept.Order(StringComparer.Ordinal));
        Assert.All(Kept, path => Assert.True(Path.Exists(Path.Combine(SourceTree.Root, path)), path));
    }

    [Fact]
    public void Build_output_never_reaches_the_build_context() =>
        Assert.All(["**/bin", "**/obj"], path => Assert.True(Array.IndexOf(Ignored, path) > Array.FindLastIndex(Ignored, line => line[0] == '!')));

    [Fact]
    public void Every_project_is_restored_before_its_source_is_copied() => Assert.All(
        Kept.Where(path => path.StartsWith("PaymentGateway.", StringComparison.Ordinal)),
        project => Assert.Contains($"COPY {project}/*.csproj {project}/", Dockerfile.Stage("restore"), StringComparison.Ordinal));

    [Theory]
    [InlineData("Api", "core")]
    [InlineData("Worker", "core")]
    [InlineData("Dashboard", "restore")]
    [InlineData("Checkout", "restore")]
    public void A_change_in_one_host_publishes_that_host_only(string host, string from)
    {
        var stage = Dockerfile.Stage($"publish-{host.ToLowerInvariant()}");

        Assert.StartsWith($"{from} AS", stage, StringComparison.Ordinal);
        Assert.Equal([$"PaymentGateway.{host}/"], Copy().Matches(stage).Select(match => match.Groups["sources"].Value));
        Assert.Contains($"dotnet publish PaymentGateway.{host} ", stage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_build_needs_no_frontend_from_a_registry() =>
        Assert.DoesNotContain("syntax=", Dockerfile.Text, StringComparison.Ordinal);

    [GeneratedRegex(@"^COPY (?!--from)(?<sources>.+) \S+$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Copy();
}
