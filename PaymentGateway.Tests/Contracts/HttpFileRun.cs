using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Contracts;

/// <summary>Sends a file's requests in order, each with what the answers before it told.</summary>
/// <param name="others">Values for the file's variables that are to differ from what is written.</param>
internal sealed partial class HttpFileRun(HttpFile file, HttpClient http, IReadOnlyDictionary<string, string> others)
{
    private readonly Dictionary<string, JsonElement> _answers = new(StringComparer.Ordinal);

    public async Task SendAllAsync()
    {
        foreach (var request in file.Requests)
        {
            await SendAsync(request);
        }
    }

    private async Task SendAsync(HttpFileRequest request)
    {
        var answer = request.AgainUntil is { } until
            ? await Eventually.GetAsync(() => SendOnceAsync(request), seen => Find(seen.Json, until.Path) == until.Value,
                $"{request.Title}: {until.Path} is {until.Value}")
            : await SendOnceAsync(request);
        if (request.Name is { } name)
        {
            _answers[name] = answer.Json;
        }
    }

    private async Task<ApiAnswer> SendOnceAsync(HttpFileRequest request)
    {
        using var message = new HttpRequestMessage(request.Method, Fill(request.Url));
        message.Content = request.Body.Length > 0 ? new StringContent(Fill(request.Body), Encoding.UTF8, "application/json") : null;
        foreach (var (name, value) in request.Headers.Where(header => header.Name != "Content-Type"))
        {
            message.Headers.TryAddWithoutValidation(name, AsSent(Fill(value)));
        }

        using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
        Assert.True((int)response.StatusCode == request.Status, $"{request.Title}: expected {request.Status}, not {response.StatusCode}");
        var isEndless = response.Content.Headers.ContentType?.MediaType == "text/event-stream" && !request.Url.Contains("/public/");
        return isEndless ? new ApiAnswer(response.StatusCode, "", response) : await ApiAnswer.ReadAsync(response);
    }

    // Both editors encode what is written in plain behind Basic.
    private static string AsSent(string value) => value.StartsWith("Basic ", StringComparison.Ordinal) && value.Contains(':', StringComparison.Ordinal)
        ? "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(value["Basic ".Length..]))
        : value;

    private string Fill(string text) => Placeholder().Replace(text, match =>
        match.Groups["name"].Value is "$guid" ? Guid.NewGuid().ToString()
        : match.Groups["path"] is { Success: true } path ? Find(_answers[match.Groups["name"].Value], path.Value)!
        : others.GetValueOrDefault(match.Groups["name"].Value) ?? Fill(file.Variables[match.Groups["name"].Value]));

    private static string? Find(JsonElement answer, string path)
    {
        var found = answer;
        foreach (var step in Step().Matches(path).Select(match => match.Value))
        {
            if (step[0] == '[')
            {
                var index = int.Parse(step[1..^1], System.Globalization.CultureInfo.InvariantCulture);
                if (index >= found.GetArrayLength())
                {
                    return null;
                }

                found = found[index];
            }
            else
            {
                found = found.GetProperty(step[1..]);
            }
        }

        return found.ToString();
    }

    [GeneratedRegex(@"\{\{(?<name>[$\w]+)(\.response\.body\.(?<path>\$[^}]+))?\}\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\.\w+|\[\d+\]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Step();
}
