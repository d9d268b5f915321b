using System.Text.RegularExpressions;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Documents;

/// <summary>Every program in README.md and docs, in its order, against a running gateway.</summary>
public sealed partial class RunningWhatTheDocumentsSay(DocumentedGateway gateway) : IClassFixture<DocumentedGateway>
{
    public static IEnumerable<TheoryDataRow<string>> Documents =>
        Snippet.Documents.Where(document => Snippet.Of(document).Any(snippet => snippet is { IsProgram: true, Remark: not "not run" }))
            .Select(document => new TheoryDataRow<string>(document));

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task A_document_can_be_typed_from_top_to_bottom(string document)
    {
        var (exitCode, output) = await gateway.RunAsync(Transcript.Of(Snippet.Of(document)));

        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task A_snippet_that_fails_is_noticed()
    {
        var wrong = new Snippet("nowhere.md", 1, "bash", "curl http://localhost:8000/api/v1/payments\n", Remark: "", Argument: "");

        var (exitCode, output) = await gateway.RunAsync(Transcript.Of([wrong]));

        Assert.NotEqual(0, exitCode);
        Assert.Contains("AUTHENTICATION_ERROR", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_not_run_says_why()
    {
        var notRun = Snippet.Documents.SelectMany(Snippet.Of).Where(snippet => snippet is { IsProgram: true, Remark: "not run" }).ToList();

        notRun.ForEach(snippet => TestContext.Current.TestOutputHelper?.WriteLine(
            $"{snippet.Document}:{snippet.Line} {snippet.Language}: {snippet.Argument}"));
        Assert.All(notRun, snippet => Assert.NotEmpty(snippet.Argument));
    }

    [Fact]
    public void Every_link_between_documents_leads_to_a_file_and_a_heading() => Assert.All(
        Snippet.Documents.Concat(["CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"]).SelectMany(LinksOf),
        link => Assert.True(Exists(link.From, link.To), $"{link.From} links to {link.To}"));

    [Fact]
    public void Every_file_folder_and_test_that_is_named_is_there()
    {
        var named = Snippet.Documents.SelectMany(document => Place().Matches(File.ReadAllText(Path.Combine(SourceTree.Root, document)))
            .Select(match => match.Groups["place"].Value)).Distinct().ToList();

        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, place => new[] { place, $"PaymentGateway.{place}", $"PaymentGateway.Tests/{place}.cs" }
            .Select(path => Path.Combine(SourceTree.Root, path)).All(path => !File.Exists(path) && !Directory.Exists(path)));
    }

    private static IEnumerable<(string From, string To)> LinksOf(string document) =>
        Link().Matches(File.ReadAllText(Path.Combine(SourceTree.Root, document)))
            .Select(match => (From: document, To: match.Groups["to"].Value)).Where(link => !link.To.Contains("://", StringComparison.Ordinal));

    private static bool Exists(string from, string to)
    {
        var (path, anchor) = (to.Split('#')[0], to.Contains('#', StringComparison.Ordinal) ? to.Split('#')[1] : null);
        var file = path.Length == 0
            ? Path.Combine(SourceTree.Root, from)
            : Path.Combine(SourceTree.Root, Path.GetDirectoryName(from)!, path);
        return anchor is null
            ? File.Exists(file) || Directory.Exists(file)
            : File.Exists(file) && Heading().Matches(File.ReadAllText(file)).Any(heading => AnchorOf(heading.Groups["text"].Value) == anchor);
    }

    private static string AnchorOf(string heading) => NoAnchor().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    // As in `Core/Queue` or `Checkout/TheModal`: with a folder, and nothing that makes it a pattern.
    [GeneratedRegex(@"`(?<place>[A-Z][\w.]*(/[\w.]+)+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();

    [GeneratedRegex(@"^#+ (?<text>.+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.None, 1000)]
    private static partial Regex NoAnchor();
}
