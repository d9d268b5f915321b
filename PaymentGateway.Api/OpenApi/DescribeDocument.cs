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

        **Amounts** are integers in the currency's smallest unit. **Times** are RFC 3339 in UTC with milliseconds.
        **Unknown fields** are ignored. Known fields are strict: `"500"` is not a number.

        **Authentication.** A merchant's server sends `X-Api-Key` and `X-Api-Secret`, or the same pair as user name and password
        of HTTP Basic. A person sends the session token from the log-in. Routes without a lock are for shoppers' browsers and
        for health probes.

        **Retries** are safe with the header `Idempotency-Key`.

        **Errors** have one shape: `{"error":{"code","description","request_id"}}`, sometimes with `field`, `reason` and
        `metadata`. Programs should use `code`. The examples of each response are named after its error codes. An object of
        another merchant and an object that does not exist return the same 404.

        **Lists** are newest first, with `limit`, `offset`, `total` and `has_more`. To read a whole list, pass the last ID of
        each page as `starting_after`: new rows then do not shift the pages. A query parameter that is unknown, repeated or
        empty returns 400.

        **In a sandbox** the UPI ID decides the result of a payment: `success@sim`, `failure@sim`,
        `decline.insufficient-funds@sim`, `delay.3000@sim`. The card 4000000000000002 is declined, 4242424242424242 is not.
        """;

    private static readonly Dictionary<string, string> Tags = new(StringComparer.Ordinal)
    {
        ["Orders"] = "Amounts to collect. An order is paid once.",
        ["Payments"] = "Attempts to pay an order. Created as pending, settled in the background.",
        ["Refunds"] = "Full or partial refunds of payments.",
        ["Webhooks"] = "Webhook deliveries to the merchant's server, with every attempt.",
        ["Merchant"] = "The merchant's settings and keys.",
        ["Sessions"] = "Log-in and sessions for people.",
        ["Checkout"] = "Routes for a shopper's browser, without credentials.",
        ["Changes"] = "Live updates.",
        ["Stats"] = "Statistics for an overview.",
        ["Health"] = "For load balancers and on-call engineers.",
        ["Test"] = "Available in a sandbox only.",
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
        Probe(document, "/alive", "isAlive", "Check that the process is up");
        Probe(document, "/ready", "isReady", "Check that the process and its dependencies can take traffic");
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
