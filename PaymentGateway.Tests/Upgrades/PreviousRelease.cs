using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Upgrades;

/// <summary>API and worker of the release before this one, built from its commit once per checkout.</summary>
internal static class PreviousRelease
{
    /// <summary>
    /// The release with two migrations and the schema check that accepts newer ones. An issue that adds a migration named
    /// <c>Incompatible…</c> moves it to its own commit.
    /// </summary>
    private const string Commit = "40b5d503b15a2879d866f4fed29446cc9dff9164";

    private static readonly string[] Hosts = ["Api", "Worker"];

    /// <returns>The folder with a folder of programs for each host.</returns>
    public static async Task<string> BuildAsync()
    {
        var folder = Path.Combine(SourceTree.Root, "artifacts", "previous-release", Commit);
        var (source, complete) = (Path.Combine(folder, "source"), Path.Combine(folder, "complete"));
        if (File.Exists(complete))
        {
            return folder;
        }

        Directory.CreateDirectory(source);
        var archive = Path.Combine(folder, "source.tar");
        await RunAsync("git", "-C", SourceTree.Root, "archive", "--output", archive, Commit);
        await RunAsync("tar", "-xf", archive, "-C", source);
        foreach (var host in Hosts)
        {
            await RunAsync("dotnet", "publish", Path.Combine(source, $"PaymentGateway.{host}"), "-c", "Debug", "-o", Path.Combine(folder, host));
        }

        await File.WriteAllTextAsync(complete, Commit);
        return folder;
    }

    private static async Task RunAsync(string tool, params string[] arguments)
    {
        // One of its own: a build server that stays would hold the tool's output open.
        var launch = new Launch(HostProcess.Find(tool)!, [.. arguments])
        {
            Environment = new Dictionary<string, string?> { ["UseSharedCompilation"] = "false", ["MSBUILDDISABLENODEREUSE"] = "1" },
        };
        var (exitCode, output) = await HostProcess.RunAsync(launch, TestContext.Current.CancellationToken);
        Assert.True(exitCode == 0, $"{tool} {string.Join(' ', arguments)}: {output}");
    }
}
