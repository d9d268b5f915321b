using System.Collections.Immutable;
using PaymentGateway.Tests.Processes;

namespace PaymentGateway.Tests.Support;

/// <summary>Where a merchant has pasted our sample into a file and starts it.</summary>
internal sealed class SampleFolder : IDisposable
{
    // No build server is left behind by a test.
    private static readonly ImmutableDictionary<string, string?> NoServers = ImmutableDictionary<string, string?>.Empty
        .Add("MSBUILDDISABLENODEREUSE", "1").Add("DOTNET_CLI_USE_MSBUILD_SERVER", "0").Add("UseSharedCompilation", "false");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("payment-gateway-sample-");

    public Launch Launch(string program, params ImmutableArray<string> arguments) =>
        new(program, arguments) { WorkingDirectory = _folder.FullName, Environment = NoServers };

    public async Task WriteAsync(string file, string language, int port)
    {
        var template = await File.ReadAllTextAsync(Path.Combine(
            SourceTree.Root, "PaymentGateway.Dashboard", "Snippets", "Templates", $"webhook-verification.{language}.txt"));
        Assert.Contains("{{webhook_secret}}", template, StringComparison.Ordinal);
        var code = template.Replace("{{webhook_secret}}", TestMerchant.WebhookSecret, StringComparison.Ordinal)
            .Replace("4000", $"{port}", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, file), code);
    }

    public async Task BuildAsync(string file)
    {
        var (exitCode, output) = await HostProcess.RunAsync(Launch("dotnet", "build", file, "-o", "out"), TestContext.Current.CancellationToken);
        Assert.True(exitCode == 0, output);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
