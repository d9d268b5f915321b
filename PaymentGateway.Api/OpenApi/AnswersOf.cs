using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Idempotency;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.Live;
using PaymentGateway.Api.Requests;

namespace PaymentGateway.Api.OpenApi;

/// <summary>Adds to an operation every error it can answer, and every header.</summary>
internal sealed class AnswersOf(RouteFacts facts, OpenApiDocument document)
{
    private const string Json = "application/json";

    public void AddTo(OpenApiOperation operation)
    {
        var answers = operation.Responses ??= [];
        foreach (var (status, answer) in answers)
        {
            AddHeaders((OpenApiResponse)answer, facts.IsIdempotent && status[0] == '2' ? StoredJson.ReplayHeader : null);
            AddHeartbeat((OpenApiResponse)answer);
        }

        foreach (var errors in facts.Errors.GroupBy(error => error.StatusCode))
        {
            answers[$"{errors.Key}"] = errors.ToList() is [var only] && SharedParts.NameOf(only) is { } shared
                ? new OpenApiResponseReference(shared, document)
                : Of([.. errors], document);
        }
    }

    // The schema of a stream is that of one event.
    private void AddHeartbeat(OpenApiResponse answer)
    {
        if (answer.Content?.TryGetValue(EventStream.ContentType, out var events) is true)
        {
            var heartbeat = new OpenApiSchemaReference(SchemaNames.Of(typeof(HeartbeatResponse)), document);
            events.Schema = new OpenApiSchema { OneOf = [events.Schema!, heartbeat] };
        }
    }

    /// <summary>Errors of one status, each as an example whose name is its code.</summary>
    public static OpenApiResponse Of(IReadOnlyList<ApiError> errors, OpenApiDocument document)
    {
        var codes = errors.Select(error => $"`{error.Code}`").Distinct();
        var answer = new OpenApiResponse
        {
            Description = $"{ReasonPhrases.GetReasonPhrase(errors[0].StatusCode)}: {string.Join(", ", codes)}.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [Json] = new()
                {
                    Schema = new OpenApiSchemaReference(SchemaNames.Of(typeof(ErrorResponse)), document),
                    Examples = Examples(errors),
                },
            },
        };
        AddHeaders(answer, errors.Any(error => error.RetryAfter is not null) ? "Retry-After" : null, document);
        return answer;
    }

    private static Dictionary<string, IOpenApiExample> Examples(IEnumerable<ApiError> errors)
    {
        var examples = new Dictionary<string, IOpenApiExample>(StringComparer.Ordinal);
        foreach (var error in errors)
        {
            var same = examples.Keys.Count(name => name == error.Code || name.StartsWith(error.Code + "-", StringComparison.Ordinal));
            examples[same == 0 ? error.Code : $"{error.Code}-{same + 1}"] = new OpenApiExample
            {
                Summary = error.Description,
                Value = JsonSerializer.SerializeToNode(error.ToBody(Kinds.RequestIdExample), ApiJson.Default.ErrorResponse),
            };
        }

        return examples;
    }

    private void AddHeaders(OpenApiResponse answer, string? more) => AddHeaders(answer, more, document);

    private static void AddHeaders(OpenApiResponse answer, string? more, OpenApiDocument document)
    {
        answer.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal);
        answer.Headers[RequestId.Header] = new OpenApiHeaderReference(RequestId.Header, document);
        if (more is not null)
        {
            answer.Headers[more] = new OpenApiHeaderReference(more, document);
        }
    }
}
