using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace PaymentGateway.Api.OpenApi;

/// <summary>What the gateway sends to a merchant's server, as the document's <c>webhooks</c>.</summary>
internal static class WebhookOperations
{
    private static readonly (string Name, string Description, string Example)[] Headers =
    [
        ("X-Webhook-Event", "Event type, as in the body.", "payment.success"),
        ("X-Webhook-Attempt", "Number of the attempt, starting at 1.", "1"),
        ("webhook-id", "Event ID, the same for every attempt.", Kinds.Ids["evt"]),
        ("webhook-timestamp", "Time of this attempt in Unix seconds.", "1705315870"),
        ("X-Webhook-Signature", "HMAC-SHA256 of the body, in lower-case hex.", new string('0', 64)),
        ("webhook-signature", "Standard Webhooks signature: `v1,` and the base64 HMAC-SHA256 of `id.timestamp.body`.", "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4="),
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
                ["2XX"] = new OpenApiResponse { Description = "Delivered. The response body is stored but not interpreted." },
                ["410"] = new OpenApiResponse { Description = "The endpoint is gone: it is disabled and gets no more webhooks." },
                ["default"] = new OpenApiResponse { Description = "Not delivered. The webhook is retried later." },
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
