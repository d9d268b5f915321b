using System.Text.RegularExpressions;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Documents;

/// <summary>
/// A fenced block of a document, and the remark in front of it: <c>not run: why</c>, <c>file: name</c> (written, not run),
/// <c>background</c> (keeps running), <c>until: text</c> (what runs in the background must print that by then).
/// </summary>
internal sealed partial record Snippet(string Document, int Line, string Language, string Text, string Remark, string Argument)
{
    private static readonly string[] Programs = ["bash", "sh", "js", "javascript", "python", "php", "csharp", "sql", "html"];

    public bool IsProgram => Programs.Contains(Language);

    /// <summary>README.md, and what lies in docs.</summary>
    public static IEnumerable<string> Documents =>
        Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "docs"), "*.md").Select(file => $"docs/{Path.GetFileName(file)}")
            .Order(StringComparer.Ordinal).Prepend("README.md");

    public static IEnumerable<Snippet> Of(string document)
    {
        var text = File.ReadAllText(Path.Combine(SourceTree.Root, document));
        return Fence().Matches(text).Select(match => new Snippet(
            document,
            text[..match.Groups["language"].Index].Count(letter => letter == '\n') + 1,
            match.Groups["language"].Value,
            match.Groups["text"].Value,
            match.Groups["remark"].Value,
            match.Groups["argument"].Value));
    }

    [GeneratedRegex(@"(<!-- (?<remark>not run|file|background|until)(: (?<argument>[^\n]*?))? -->\n+)?^```(?<language>[a-z]+)\n(?<text>.*?)^```$",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fence();
}
