using PaymentGateway.Dashboard.Snippets;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>A snippet of the documentation as a merchant runs it: pasted into a file, letter by letter.</summary>
internal static class SnippetProgram
{
    public static string Code(string topic, string language, SnippetValues values) =>
        SnippetLibrary.Code(SnippetLibrary.Topics.Single(known => known.Name == topic), language, values);

    public static SnippetValues ValuesOf(TestMerchant merchant, string order = "", string payment = "", string? api = null) => new(
        merchant.Credentials.Key, merchant.Credentials.Secret, TestMerchant.WebhookSecret, order, payment,
        new PublicAddresses(api ?? merchant.Gateway.ApiAddresses[0].GetLeftPart(UriPartial.Authority), "http://localhost:3001"));

    /// <returns>What it wrote.</returns>
    public static async Task<string> RunAsync(TestFolder folder, string topic, string language, SnippetValues values)
    {
        var (exitCode, output) = await TryAsync(folder, topic, language, values);
        Assert.True(exitCode == 0, output);
        return output;
    }

    public static async Task<(int ExitCode, string Output)> TryAsync(TestFolder folder, string topic, string language, SnippetValues values)
    {
        var place = Directory.CreateDirectory(folder.Child(topic)).FullName;
        var (program, file) = language switch
        {
            "curl" => ("bash", "snippet.sh"),
            "node" => ("node", "snippet.mjs"),
            "python" => ("python3", "snippet.py"),
            "php" => ("php", "snippet.php"),
            "csharp" => ("dotnet", "snippet.cs"),
            _ => throw new ArgumentOutOfRangeException(nameof(language), language, "not a language of the documentation"),
        };
        Assert.SkipWhen(HostProcess.Find(program) is null, $"needs {program}");
        await File.WriteAllTextAsync(Path.Combine(place, file), Code(topic, language, values), TestContext.Current.CancellationToken);
        return await HostProcess.RunAsync(
            new Launch(program, language == "csharp" ? ["run", file] : [file]) { WorkingDirectory = place },
            TestContext.Current.CancellationToken);
    }
}
