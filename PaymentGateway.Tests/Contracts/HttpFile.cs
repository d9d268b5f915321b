using System.Globalization;
using System.Text.RegularExpressions;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Contracts;

/// <summary>A file of requests, as Visual Studio and Visual Studio Code send them.</summary>
/// <param name="Variables">Of the whole file, as they are written.</param>
internal sealed partial record HttpFile(
    IReadOnlyDictionary<string, string> Variables, IReadOnlyList<HttpFileRequest> Requests)
{
    public static HttpFile Read() =>
        Parse(File.ReadAllText(Path.Combine(SourceTree.Root, "PaymentGateway.Api", "PaymentGateway.Api.http")));

    public static HttpFile Parse(string text)
    {
        var variables = Variable().Matches(text).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value.Trim());
        var blocks = text.Split("\n###").Skip(1);
        return new HttpFile(variables, [.. blocks.Select(ParseRequest)]);
    }

    private static HttpFileRequest ParseRequest(string block)
    {
        var lines = block.Split('\n');
        var title = Title().Match(lines[0]);
        Assert.True(title.Success, $"No status is told: ###{lines[0]}");
        var comments = lines.Skip(1).TakeWhile(IsComment).ToList();
        var request = lines.Skip(1 + comments.Count).ToList();
        var head = request.TakeWhile(line => line.Length > 0).ToList();
        var (method, url) = head[0].Split(' ', 2) is [var first, var second] ? (first, second) : throw new FormatException(head[0]);
        var again = comments.Select(comment => Again().Match(comment)).FirstOrDefault(match => match.Success);
        return new HttpFileRequest(
            title.Groups["title"].Value, int.Parse(title.Groups["status"].Value, CultureInfo.InvariantCulture), HttpMethod.Parse(method), url,
            [.. head.Skip(1).Select(line => line.Split(": ", 2)).Select(header => (header[0], header[1]))],
            string.Join('\n', request.Skip(head.Count)).Trim())
        {
            Name = comments.Select(comment => Name().Match(comment)).FirstOrDefault(match => match.Success)?.Groups["name"].Value,
            AgainUntil = again is null ? null : (again.Groups["path"].Value, again.Groups["value"].Value),
        };
    }

    private static bool IsComment(string line) => line.StartsWith('#');

    [GeneratedRegex(@"^@(?<name>\w+) *= *(?<value>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^ (?<title>.+) → (?<status>\d{3})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Title();

    [GeneratedRegex(@"^# @name (?<name>\w+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"^# Again until (?<path>\S+) is (?<value>\S+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Again();
}

/// <param name="Status">What the title promises.</param>
internal sealed record HttpFileRequest(
    string Title, int Status, HttpMethod Method, string Url, IReadOnlyList<(string Name, string Value)> Headers, string Body)
{
    public string? Name { get; init; }

    /// <summary>Where the answer is looked at, and what must be there: until then a person would send it again.</summary>
    public (string Path, string Value)? AgainUntil { get; init; }
}
