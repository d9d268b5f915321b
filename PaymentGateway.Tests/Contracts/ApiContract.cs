using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Contracts;

/// <summary>The OpenAPI document of a running gateway, and what real answers are held to.</summary>
internal sealed class ApiContract
{
    private const string SchemasId = "https://contract.test/schemas";

    private readonly BuildOptions _options = new() { SchemaRegistry = new SchemaRegistry() };
    private readonly ConcurrentDictionary<string, JsonSchema> _schemas = new(StringComparer.Ordinal);
    private readonly JsonNode _root;

    private ApiContract(string text)
    {
        Text = text;
        _root = JsonNode.Parse(text)!;
        Operations = [.. ReadOperations()];
        var definitions = new JsonObject();
        foreach (var (name, schema) in _root["components"]!["schemas"]!.AsObject())
        {
            definitions[name] = Strict(schema!);
        }

        _ = JsonSchema.Build(Element(new JsonObject { ["$id"] = SchemasId, ["$defs"] = definitions }), _options);
    }

    public string Text { get; }

    public IReadOnlyList<ApiOperation> Operations { get; }

    public JsonNode Root => _root;

    public static async Task<ApiContract> ReadAsync(Gateway gateway) =>
        new(await gateway.Api.GetStringAsync("/openapi/v1.json"));

    /// <returns>Null: nothing of the kind is documented.</returns>
    public ApiOperation? Find(HttpMethod method, string path) => Operations
        .Where(operation => operation.Method == method && operation.Matches(path))
        .MinBy(operation => operation.Path.Count(letter => letter == '{')); // what is spelled out comes before what is filled in

    /// <summary>A part, or what it refers to.</summary>
    public JsonNode Follow(JsonNode part) => part["$ref"] is { } reference
        ? ((string)reference!).Split('/').Skip(1).Aggregate(_root, (node, name) => node[name]!)
        : part;

    /// <returns>What is wrong with a value; null: nothing.</returns>
    public string? FindFault(JsonNode schema, JsonElement value)
    {
        var built = _schemas.GetOrAdd(schema.ToJsonString(), text => JsonSchema.Build(
            Element(Strict(JsonNode.Parse(text)!)), _options, new Uri($"https://contract.test/{Guid.NewGuid():N}")));
        var result = built.Evaluate(value, new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
        return result.IsValid ? null : string.Join("; ", (result.Details ?? []).Where(detail => detail.Errors is not null)
            .Select(detail => $"{detail.InstanceLocation} {string.Join(", ", detail.Errors!.Values)}"));
    }

    private IEnumerable<ApiOperation> ReadOperations() =>
        from path in _root["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select new ApiOperation(this, HttpMethod.Parse(operation.Key), path.Key, operation.Value!);

    // A field that is not documented is a fault, unless the object is somebody else's.
    private static JsonNode Strict(JsonNode schema)
    {
        var strict = JsonNode.Parse(schema.ToJsonString().Replace("#/components/schemas/", $"{SchemasId}#/$defs/", StringComparison.Ordinal))!;
        if (strict["properties"] is not null)
        {
            strict["additionalProperties"] = false;
        }

        return strict;
    }

    private static JsonElement Element(JsonNode node) => JsonElement.Parse(node.ToJsonString());
}

/// <summary>A method at a path, and what stands about it in the document.</summary>
internal sealed record ApiOperation(ApiContract Contract, HttpMethod Method, string Path, JsonNode Node)
{
    private readonly Regex _pattern = new(
        "^" + Regex.Replace(Path, @"\{\w+\}", "[^/]+", RegexOptions.None, TimeSpan.FromSeconds(1)) + "$", RegexOptions.None, TimeSpan.FromSeconds(1));

    public string Id => (string)Node["operationId"]!;

    public IEnumerable<JsonNode> Parameters => Node["parameters"]?.AsArray().Select(parameter => Contract.Follow(parameter!)) ?? [];

    public IReadOnlyDictionary<string, JsonNode> Answers =>
        Node["responses"]!.AsObject().ToDictionary(answer => answer.Key, answer => Contract.Follow(answer.Value!));

    /// <summary>A name for each credential of each way to authenticate; none: anybody.</summary>
    public IEnumerable<string[]> Security => Node["security"]!.AsArray().Select(way => way!.AsObject().Select(scheme => scheme.Key).ToArray());

    /// <summary>The first of the bodies that the document shows.</summary>
    public string? ExampleBody => Node["requestBody"]?["content"]?["application/json"]?["examples"] is JsonObject examples
        ? examples.First().Value!["value"]!.ToJsonString()
        : null;

    public bool Matches(string path) => _pattern.IsMatch(path);

    /// <summary>The codes that an answer of this status can have, as its examples are named.</summary>
    public IEnumerable<string> CodesOf(string status) =>
        Answers[status]["content"]?["application/json"]?["examples"]?.AsObject().Select(example => example.Key.Split('-')[0]).Distinct() ?? [];

    public override string ToString() => $"{Method} {Path}";
}
