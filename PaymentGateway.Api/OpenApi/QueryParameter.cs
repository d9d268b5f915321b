using Microsoft.OpenApi;

namespace PaymentGateway.Api.OpenApi;

/// <summary>One parameter of a query, as the type that reads it tells the document.</summary>
internal sealed record QueryParameter(string Name, ValueFacts Facts)
{
    public static QueryParameter Whole(string name, string description, long least, long most, long? absent = null) =>
        new(name, new(description) { Type = JsonSchemaType.Integer, Least = least, Most = most, Absent = absent });

    public static QueryParameter OneOf(string name, string description, params string[] names) =>
        new(name, new(description) { Type = JsonSchemaType.String, OneOf = names });

    public static QueryParameter Text(string name, string description, string example, string? absent = null) =>
        new(name, new(description) { Type = JsonSchemaType.String, Longest = 255, Example = example, Absent = absent });

    /// <summary>In major units, as 499.99.</summary>
    public static QueryParameter MajorAmount(string name, string description) => new(name, new(description)
    {
        Type = JsonSchemaType.String,
        Pattern = @"^[0-9]{1,12}(\.[0-9]{1,4})?$",
        Example = "499.99",
    });

    /// <summary>RFC 3339, or unix seconds.</summary>
    public static QueryParameter Time(string name, string description) => new(name, new(description)
    {
        Type = JsonSchemaType.String,
        Longest = 255,
        Example = "2026-01-31T09:30:00Z",
    });
}
