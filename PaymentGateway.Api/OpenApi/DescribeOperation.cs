using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PaymentGateway.Api.Idempotency;
using PaymentGateway.Api.Webhooks;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Refunds;

namespace PaymentGateway.Api.OpenApi;

/// <summary>Completes an operation: its parameters, who may ask, its examples and everything it can answer.</summary>
internal sealed class DescribeOperation : IOpenApiOperationTransformer
{
    private static readonly Dictionary<Type, string> PathIds = new()
    {
        [typeof(OrderId)] = "order_id",
        [typeof(PaymentId)] = "payment_id",
        [typeof(RefundId)] = "refund_id",
        [typeof(WebhookId)] = "webhook_id",
    };

    public Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var facts = RouteFacts.Of(context.Description);
        var document = context.Document!;
        operation.Parameters = [.. Parameters(facts, context.Description, document)];
        operation.Security = [.. Security(facts, document)];
        if (operation is { RequestBody: OpenApiRequestBody { Content: { } content }, OperationId: { } id })
        {
            foreach (var body in content.Values)
            {
                body.Examples = RequestExamples.Of(id);
            }
        }

        new AnswersOf(facts, document).AddTo(operation);
        return Task.CompletedTask;
    }

    private static IEnumerable<IOpenApiParameter> Parameters(
        RouteFacts facts, ApiDescription route, OpenApiDocument document)
    {
        foreach (var parameter in route.ParameterDescriptions.Where(parameter => parameter.Source.Id == "Path"))
        {
            var schema = Vocabulary.Find(null, PathIds[parameter.ParameterDescriptor.ParameterType])!.ToSchema();
            yield return new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Path,
                Required = true,
                Description = Take(schema),
                Schema = schema,
            };
        }

        foreach (var (name, query) in facts.Query)
        {
            var schema = query.ToSchema();
            yield return new OpenApiParameter { Name = name, In = ParameterLocation.Query, Description = Take(schema), Schema = schema };
        }

        if (facts.IsIdempotent)
        {
            yield return new OpenApiParameterReference(IdempotencyKey.Header, document);
        }
    }

    // Of a parameter the description belongs to the parameter.
    private static string? Take(OpenApiSchema schema)
    {
        var description = schema.Description;
        schema.Description = null;
        return description;
    }

    private static IEnumerable<OpenApiSecurityRequirement> Security(RouteFacts facts, OpenApiDocument document)
    {
        if (facts is { IsForMerchants: true, IsForPersons: false })
        {
            yield return Requirement(document, SharedParts.Key, SharedParts.Secret);
            yield return Requirement(document, SharedParts.Basic);
        }

        if (facts.IsForMerchants)
        {
            yield return Requirement(document, SharedParts.Session);
        }
    }

    private static OpenApiSecurityRequirement Requirement(OpenApiDocument document, params string[] schemes)
    {
        var requirement = new OpenApiSecurityRequirement();
        foreach (var scheme in schemes)
        {
            requirement[new OpenApiSecuritySchemeReference(scheme, document)] = [];
        }

        return requirement;
    }
}
