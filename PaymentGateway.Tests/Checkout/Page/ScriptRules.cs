using System.Text.RegularExpressions;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Checkout.Page;

/// <summary>The rules of the page's scripts that need no browser, under Node's own test runner. Each of its tests counts as one of ours.</summary>
public sealed partial class ScriptRules
{
    public static async Task<IEnumerable<TheoryDataRow<string, string, string>>> RunAsync()
    {
        using var folder = new TestFolder();
        var files = Directory.CreateDirectory(folder.Child("page"));
        var scripts = Directory.GetFiles(Path.Combine(SourceTree.Root, "PaymentGateway.Checkout", "wwwroot", "page"), "*.js");
        var tests = Directory.GetFiles(Path.Combine(SourceTree.Root, "PaymentGateway.Tests", "Checkout", "Page"), "*.test.js");
        foreach (var file in scripts.Concat(tests))
        {
            File.Copy(file, Path.Combine(files.FullName, Path.GetFileName(file)));
        }

        await File.WriteAllTextAsync(Path.Combine(files.FullName, "package.json"), """{ "type": "module" }""");
        var results = await Task.WhenAll(tests.Select(test => RunAsync(Path.GetFileName(test), files.FullName)));
        return results.SelectMany(rows => rows);
    }

    [Theory]
    [MemberData(nameof(RunAsync), DisableDiscoveryEnumeration = true)]
    public void Holds(string file, string rule, string error) => Assert.True(error.Length == 0, $"{file}: {rule}\n{error}");

    private static async Task<List<TheoryDataRow<string, string, string>>> RunAsync(string test, string folder)
    {
        var lines = new List<string>();
        var (exitCode, tail) = await HostProcess.RunAsync(
            new Launch("node", "--test-reporter=tap", test) { WorkingDirectory = folder, Log = lines.Add },
            TestContext.Current.CancellationToken);
        var output = string.Join('\n', lines);
        var rows = Result().Matches(output).Select(match => new TheoryDataRow<string, string, string>(
            test, match.Groups["rule"].Value, match.Groups["not"].Success ? $"failed\n{match.Groups["details"].Value}" : "")).ToList();
        var count = Count().Match(output);
        if (!count.Success || count.Groups["tests"].Value != $"{rows.Count}" || (exitCode != 0) != rows.Any(row => row.Data.Item3.Length > 0))
        {
            throw new InvalidOperationException($"{test} ended with exit code {exitCode}: {tail}");
        }

        return rows;
    }

    // TAP: a line for each test, and an indented block of details below it.
    [GeneratedRegex(@"^(?<not>not )?ok \d+ - (?<rule>.*)\n(?<details>(?:  .*\n)*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Result();

    [GeneratedRegex(@"^# tests (?<tests>\d+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Count();
}
