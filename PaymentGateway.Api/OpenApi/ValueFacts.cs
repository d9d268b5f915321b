using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace PaymentGateway.Api.OpenApi;

/// <summary>What is known of a field or parameter beyond the type it has in C#.</summary>
internal sealed record ValueFacts(string? Description = null)
{
    public JsonSchemaType? Type { get; init; }

    public string? Format { get; init; }

    public string? Pattern { get; init; }

    public int? Shortest { get; init; }

    public int? Longest { get; init; }

    public double? Least { get; init; }

    public double? Most { get; init; }

    /// <summary>Wire names, all of them.</summary>
    public IReadOnlyList<string>? OneOf { get; init; }

    /// <summary>A string, a number or a bool; or a node.</summary>
    public object? Example { get; init; }

    /// <summary>What holds when it is left out.</summary>
    public object? Absent { get; init; }

    /// <summary>Of a list: what one of it is.</summary>
    public ValueFacts? Each { get; init; }

    /// <summary>Of an object that is the sender's own, or a list: how many members at most.</summary>
    public int? MostMembers { get; init; }

    /// <summary>Although the C# type has a null, the wire has not.</summary>
    public bool NeverNull { get; init; }

    /// <summary>Of a request's field whose absence is refused by more than an attribute.</summary>
    public bool IsNeeded { get; init; }

    public OpenApiSchema ToSchema() => ApplyTo(new OpenApiSchema());

    public OpenApiSchema ApplyTo(OpenApiSchema schema)
    {
        var isNull = !NeverNull && !IsNeeded && schema.Type is { } now && now.HasFlag(JsonSchemaType.Null);
        var type = Type ?? (schema.Type & ~JsonSchemaType.Null);
        schema.Type = isNull ? type | JsonSchemaType.Null : type;
        schema.Description ??= Description;
        schema.Format = Format ?? schema.Format;
        schema.Pattern = Pattern ?? schema.Pattern;
        schema.MinLength = Shortest ?? schema.MinLength;
        schema.MaxLength = Longest ?? schema.MaxLength;
        schema.Minimum = Text(Least) ?? schema.Minimum;
        schema.Maximum = Text(Most) ?? schema.Maximum;
        schema.Default = Node(Absent) ?? schema.Default;
        schema.Examples = Node(Example) is { } example ? [example] : schema.Examples;
        if (OneOf is { } names)
        {
            schema.Enum = [.. names.Select(name => (JsonNode)name)];
            if (isNull)
            {
                schema.Enum.Add(JsonNullSentinel.JsonNull);
            }
        }

        ApplyMembers(schema);
        return schema;
    }

    private void ApplyMembers(OpenApiSchema schema)
    {
        if (schema.Type is { } type && type.HasFlag(JsonSchemaType.Array))
        {
            schema.MaxItems = MostMembers ?? schema.MaxItems;
            schema.Items = Each?.ToSchema() ?? schema.Items;
        }
        else
        {
            schema.MaxProperties = MostMembers ?? schema.MaxProperties;
        }
    }

    private static string? Text(double? number) => number?.ToString("0.####", CultureInfo.InvariantCulture);

    private static JsonNode? Node(object? value) => value switch
    {
        null => null,
        JsonNode node => node.DeepClone(),
        string text => text,
        bool flag => flag,
        int number => number,
        long number => number,
        double number => number,
        _ => throw new ArgumentException($"No example of JSON: {value}", nameof(value)),
    };
}
