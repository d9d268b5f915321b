using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PaymentGateway.Api.OpenApi;

/// <summary>Puts into a schema what the vocabulary knows, and what C# has no word for.</summary>
internal sealed class DescribeSchema : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonPropertyInfo is { } property)
        {
            Describe(schema, property);
        }

        if (IsOurs(context.JsonTypeInfo))
        {
            schema.Required ??= new HashSet<string>(StringComparer.Ordinal);
            schema.Required.UnionWith(context.JsonTypeInfo.Properties.Where(IsNeeded).Select(field => field.Name));
            schema.Required.ExceptWith(context.JsonTypeInfo.Properties.Where(IsLeftOut).Select(field => field.Name));
        }

        return Task.CompletedTask;
    }

    private static void Describe(OpenApiSchema schema, JsonPropertyInfo property)
    {
        if (Nullable.GetUnderlyingType(property.PropertyType) is { } inner && inner == typeof(DateTimeOffset))
        {
            AsTimestamp(schema, JsonSchemaType.Null);
        }
        else if (property.PropertyType == typeof(DateTimeOffset))
        {
            AsTimestamp(schema, default);
        }

        if (IsLeftOut(property) || Has<RequiredAttribute>(property))
        {
            schema.Type &= ~JsonSchemaType.Null;
        }

        Vocabulary.Find(SchemaNames.Of(property.DeclaringType), property.Name)?.ApplyTo(schema);
    }

    private static void AsTimestamp(OpenApiSchema schema, JsonSchemaType orNull)
    {
        schema.Type = JsonSchemaType.String | orNull;
        schema.Format = "date-time";
        schema.Pattern = Kinds.Timestamp;
        schema.Examples = [JsonValue.Create("2026-01-31T09:30:00.000Z")];
    }

    private static bool IsOurs(JsonTypeInfo type) =>
        type.Kind == JsonTypeInfoKind.Object && type.Type.Assembly == typeof(DescribeSchema).Assembly;

    // An answer, which is made by its constructor, always has all its fields.
    private static bool IsNeeded(JsonPropertyInfo field) =>
        field.DeclaringType.GetConstructor(Type.EmptyTypes) is null
        || Vocabulary.Find(SchemaNames.Of(field.DeclaringType), field.Name) is { IsNeeded: true };

    private static bool IsLeftOut(JsonPropertyInfo property) =>
        property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true) is [JsonIgnoreAttribute];

    private static bool Has<TAttribute>(JsonPropertyInfo property)
        where TAttribute : Attribute => property.AttributeProvider?.IsDefined(typeof(TAttribute), inherit: true) is true;
}
