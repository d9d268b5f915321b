using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Live;
using PaymentGateway.Api.Requests;

namespace PaymentGateway.Api.OpenApi;

/// <summary>What stands before and behind the operations.</summary>
internal sealed class DescribeDocument : IOpenApiDocumentTransformer
{
    private const string Introduction = """
        Orders, payments, refunds and signed webhooks over JSON.

        **Amounts** are whole numbers of the currency's smallest unit. **Times** are RFC 3339 in UTC with milliseconds.
        **Unknown fields** are ignored; known ones are strict: `"500"` is not a number.

        **Credentials.** A merchant's server sends `X-Api-Key` and `X-Api-Secret`, or the two as user and password of HTTP
        Basic; a person sends the token of a log-in. Routes without a lock are for shoppers' browsers and for probes.

        **Repeating a request** is safe with the header `Idempotency-Key`.

        **Errors** have one shape: `{"error":{"code","description","request_id"}}`, sometimes with `field`, `reason` and
        `metadata`. Programs go by `code`; the examples of every answer are named after the codes it can have. Another
        merchant's object and one that does not exist give the same 404.

        **Lists** are newest first, with `limit`, `offset`, `total` and `has_more`. To walk one, give the last id of a page as
        `starting_after`: rows that are inserted meanwhile move nothing. A query parameter that an address does not have, has
        twice or has without a value is 400.

        **In a sandbox** the address a UPI payment is made from decides how it ends: `success@sim`, `failure@sim`,
        `decline.insufficient-funds@sim`, `delay.3000@sim`. The card 4000000000000002 is declined, 4242424242424242 is not.
        """;

    private static readonly Dictionary<string, string> Tags = new(StringComparer.Ordinal)
    {
        ["Orders"] = "What is to be paid. An order is paid once.",
        ["Payments"] = "Attempts to pay an order: answered as pending at once, settled in the background.",
        ["Refunds"] = "Money back, in whole or in part.",
        ["Webhooks"] = "Deliveries to the merchant's server, with every attempt.",
        ["Merchant"] = "The merchant's own settings and keys.",
        ["Sessions"] = "Log-in for people.",
        ["Checkout"] = "What a shopper's browser may do without credentials.",
        ["Changes"] = "News as they happen.",
        ["Stats"] = "Numbers for an overview.",
        ["Health"] = "For load balancers and people on call.",
        ["Test"] = "What only a sandbox answers.",
    };

    public async Task TransformAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Payment Gateway API",
            Version = "v1",
            Description = Introduction,
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
        };
        foreach (var server in document.Servers ?? [])
        {
            server.Url = server.Url?.TrimEnd('/'); // paths begin with one
        }

        document.Tags = Tags.Select(tag => new OpenApiTag { Name = tag.Key, Description = tag.Value }).ToHashSet();
        foreach (var shared in new[] { typeof(ErrorResponse), typeof(HeartbeatResponse) })
        {
            document.AddComponent(SchemaNames.Of(shared), await context.GetOrCreateSchemaAsync(shared, null, cancellationToken));
        }

        SharedParts.AddTo(document);
        document.Webhooks = WebhookOperations.All(document);
        Probe(document, "/alive", "isAlive", "Whether the process is up");
        Probe(document, "/ready", "isReady", "Whether it can take traffic: what it needs is there too");
    }

    // Health checks of the framework are no route handlers, and describe nothing themselves.
    private static void Probe(OpenApiDocument document, string path, string operationId, string summary)
    {
        var operation = new OpenApiOperation
        {
            OperationId = operationId,
            Summary = summary,
            Tags = new HashSet<OpenApiTagReference> { new("Health", document) },
            Security = [],
            Responses = new OpenApiResponses { ["200"] = Word(document, "Yes", "Healthy"), ["503"] = Word(document, "No", "Unhealthy") },
        };
        var item = new OpenApiPathItem();
        item.AddOperation(HttpMethod.Get, operation);
        document.Paths.Add(path, item);
    }

    private static OpenApiResponse Word(OpenApiDocument document, string description, string word) => new()
    {
        Description = description,
        Headers = new Dictionary<string, IOpenApiHeader> { [RequestId.Header] = new OpenApiHeaderReference(RequestId.Header, document) },
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["text/plain"] = new()
            {
                Schema = new ValueFacts { Type = JsonSchemaType.String, OneOf = ["Healthy", "Degraded", "Unhealthy"], Example = word }.ToSchema(),
            },
        },
    };
}
