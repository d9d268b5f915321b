using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace PaymentGateway.Api.OpenApi;

/// <summary>The schema of a webhook's body, from a body of the kind and what the vocabulary knows of its fields.</summary>
internal static class WebhookSchema
{
    private const string Body = "WebhookBody";

    public static OpenApiSchema Of(JsonObject body) => OfObject(Body, body);

    private static OpenApiSchema OfObject(string owner, JsonObject value) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = value.ToDictionary(
            field => field.Key, IOpenApiSchema (field) => OfField(owner, field.Key, field.Value), StringComparer.Ordinal),
        Required = value.Select(field => field.Key).ToHashSet(StringComparer.Ordinal),
    };

    private static OpenApiSchema OfField(string owner, string name, JsonNode? value)
    {
        var facts = Vocabulary.Find(owner, name) ?? throw new InvalidOperationException($"{owner}.{name} has no description.");
        if (value is JsonObject inner)
        {
            var schema = OfObject(OwnerOf(name), inner);
            schema.Description = facts.Description;
            return schema;
        }

        // Of one event the name and the status are settled.
        var settled = name is "event" or "status" ? [value!.GetValue<string>()] : facts.OneOf;
        return (facts with { OneOf = settled, Example = value?.DeepClone() ?? facts.Example })
            .ApplyTo(new OpenApiSchema { Type = TypeOf(name, value) });
    }

    private static string OwnerOf(string name) => name switch
    {
        "payment" => "Payment",
        "refund" => "Refund",
        _ => Body,
    };

    private static JsonSchemaType TypeOf(string name, JsonNode? value) =>
        name == "reason" ? JsonSchemaType.String | JsonSchemaType.Null
        : value!.GetValueKind() == JsonValueKind.Number ? JsonSchemaType.Integer
        : JsonSchemaType.String;
}
