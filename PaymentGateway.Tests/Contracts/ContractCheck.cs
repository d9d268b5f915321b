using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Contracts;

/// <summary>Stands between a client and the gateway, and holds every answer to the document.</summary>
internal sealed class ContractCheck(ApiContract contract) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    private static readonly string[] Undocumented = ["/openapi/", "/scalar/"];

    /// <summary>What has been answered: the operation, the status, and the code of an error.</summary>
    public ConcurrentDictionary<(string Operation, int Status, string? Code), bool> Seen { get; } = [];

    public static HttpClient ClientOf(Gateway gateway, ContractCheck check) => new(check) { BaseAddress = gateway.ApiAddresses[0] };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var path = request.RequestUri!.AbsolutePath;
        if (!Undocumented.Any(prefix => path.StartsWith(prefix, StringComparison.Ordinal)))
        {
            await CheckAsync(request.Method, path, response);
        }

        return response;
    }

    private async Task CheckAsync(HttpMethod method, string path, HttpResponseMessage response)
    {
        var operation = contract.Find(method, path);
        Assert.True(operation is not null, $"Not documented: {method} {path}");
        var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        var what = $"{operation} {status}";
        if (!operation.Answers.TryGetValue(status, out var documented))
        {
            Assert.Fail($"Not documented: {what} {await response.Content.ReadAsStringAsync()}");
        }

        CheckHeaders(response, documented, what);
        var code = await CheckBodyAsync(response, documented, what);
        Assert.True(code is null || operation.CodesOf(status).Contains(code), $"Not documented: {what} {code}");
        Seen[(operation.Id, (int)response.StatusCode, code)] = true;
    }

    private void CheckHeaders(HttpResponseMessage response, JsonNode documented, string what)
    {
        var headers = (documented["headers"]?.AsObject() ?? []).ToDictionary(header => header.Key, header => contract.Follow(header.Value!));
        Assert.All(headers.Where(header => (bool?)header.Value["required"] is true),
            header => Assert.True(response.Headers.Contains(header.Key), $"{what} without {header.Key}"));
        string[] ours = ["X-Request-Id", "Idempotent-Replayed", "Retry-After"];
        Assert.All(ours.Where(response.Headers.Contains), name => Assert.True(headers.ContainsKey(name),
            $"{what} with {name}, which is not documented"));
    }

    /// <returns>The code of an error.</returns>
    private async Task<string?> CheckBodyAsync(HttpResponseMessage response, JsonNode documented, string what)
    {
        var type = response.Content.Headers.ContentType?.MediaType;
        if (documented["content"] is not JsonObject content)
        {
            Assert.Equal("", await response.Content.ReadAsStringAsync());
            return null;
        }

        Assert.True(type is not null && content.ContainsKey(type), $"{what} as {type}");
        var schema = content[type!]!["schema"]!;
        if (type == "text/event-stream")
        {
            await CheckEventAsync(response, schema, what);
            return null;
        }

        var text = await response.Content.ReadAsStringAsync();
        JsonElement[] values = type switch
        {
            "application/json" => [JsonElement.Parse(text)],
            "application/x-ndjson" => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))],
            _ => [JsonElement.Parse(JsonSerializer.Serialize(text))],
        };
        Assert.All(values, value =>
        {
            if (contract.FindFault(schema, value) is { } fault)
            {
                Assert.Fail($"{what}: {fault} in {value}");
            }
        });
        return (int)response.StatusCode >= 400 && values[0].TryGetProperty("error", out var error) ? error.GetProperty("code").GetString() : null;
    }

    // Of a stream that may never end, as much as is sure to come.
    private async Task CheckEventAsync(HttpResponseMessage response, JsonNode schema, string what)
    {
        var isEndless = !what.Contains("/public/", StringComparison.Ordinal);
        if (!isEndless)
        {
            await response.Content.LoadIntoBufferAsync(); // the caller reads it too
        }

        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        var isFirst = true;
        while ((isFirst || !isEndless) && await lines.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                Assert.Null(contract.FindFault(schema, JsonElement.Parse(line["data: ".Length..])));
                isFirst = false;
            }
        }
    }
}
