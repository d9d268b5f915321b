using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace PaymentGateway.Api.OpenApi;

/// <summary>What the gateway sends to a merchant's server, as the document's <c>webhooks</c>.</summary>
internal static class WebhookOperations
{
    private static readonly (string Name, string Description, string Example)[] Headers =
    [
        ("X-Webhook-Event", "The event, as in the body.", "payment.success"),
        ("X-Webhook-Attempt", "Which attempt this is, from 1.", "1"),
        ("webhook-id", "The event's id: the same at each attempt.", Kinds.Ids["evt"]),
        ("webhook-timestamp", "Unix seconds of this attempt.", "1705315870"),
        ("X-Webhook-Signature", "Lower-case hex of HMAC-SHA256 over the body.", new string('0', 64)),
        ("webhook-signature", "As Standard Webhooks has it: `v1,` and base64 of HMAC-SHA256 over `id.timestamp.body`.", "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4="),
    ];

    public static Dictionary<string, IOpenApiPathItem> All(OpenApiDocument document) => WebhookSamples.All().ToDictionary(
        sample => sample.Type, IOpenApiPathItem (sample) => Of(sample.Type, sample.Summary, sample.Body, document), StringComparer.Ordinal);

    private static OpenApiPathItem Of(string type, string summary, JsonObject body, OpenApiDocument document)
    {
        var item = new OpenApiPathItem();
        item.AddOperation(HttpMethod.Post, new OpenApiOperation
        {
            OperationId = "on" + string.Concat(type.Split('.').Select(word => char.ToUpperInvariant(word[0]) + word[1..])),
            Summary = summary,
            Tags = new HashSet<OpenApiTagReference> { new("Webhooks", document) },
            Security = [],
            Parameters = [.. Headers.Select(Header)],
            RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new()
                    {
                        Schema = WebhookSchema.Of(body),
                        Examples = new Dictionary<string, IOpenApiExample> { [type] = new OpenApiExample { Summary = summary, Value = body } },
                    },
                },
            },
            Responses = new OpenApiResponses
            {
                ["2XX"] = new OpenApiResponse { Description = "Delivered; what the body says is kept, and not read." },
                ["410"] = new OpenApiResponse { Description = "The receiver is gone: no more webhooks are sent to it." },
                ["default"] = new OpenApiResponse { Description = "Not delivered: sent again later." },
            },
        });
        return item;
    }

    private static OpenApiParameter Header((string Name, string Description, string Example) header) => new()
    {
        Name = header.Name,
        In = ParameterLocation.Header,
        Description = header.Description,
        Schema = new ValueFacts { Type = JsonSchemaType.String, Example = header.Example }.ToSchema(),
    };
}
