using Microsoft.OpenApi;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Idempotency;
using PaymentGateway.Api.Requests;

namespace PaymentGateway.Api.OpenApi;

/// <summary>What many operations refer to: credentials, headers, and the errors that are the same everywhere.</summary>
internal static class SharedParts
{
    public const string Key = "ApiKey";
    public const string Secret = "ApiSecret";
    public const string Basic = "Basic";
    public const string Session = "Session";

    private static readonly Dictionary<ApiError, string> Errors = new()
    {
        [ApiErrors.NotAuthenticated] = "Unauthenticated",
        [ApiErrors.Forbidden] = "PermissionDenied",
        [ApiErrors.RequestTimeout] = "RequestTimeout",
        [ApiErrors.PayloadTooLarge] = "PayloadTooLarge",
        [ApiErrors.UnsupportedMediaType] = "UnsupportedMediaType",
        [ApiErrors.IdempotencyKeyReused] = "IdempotencyKeyReused",
        [ApiErrors.TooManyRequests] = "TooManyRequests",
        [ApiErrors.Unexpected] = "Unexpected",
        [ApiErrors.Unavailable] = "Unavailable",
    };

    public static string? NameOf(ApiError error) => Errors.GetValueOrDefault(error);

    public static void AddTo(OpenApiDocument document)
    {
        document.AddComponent<IOpenApiSecurityScheme>(Key, Header("X-Api-Key", "The merchant's API key, always sent with the secret."));
        document.AddComponent<IOpenApiSecurityScheme>(Secret, Header("X-Api-Secret", "The API secret of this key."));
        document.AddComponent<IOpenApiSecurityScheme>(Basic, Http("basic", "The API key as user name and the secret as password: `curl -u key:secret`."));
        document.AddComponent<IOpenApiSecurityScheme>(Session, Http("bearer", "The session `token` from the log-in.", "JWT"));
        document.AddComponent<IOpenApiParameter>(IdempotencyKey.Header, IdempotencyKeyHeader());
        document.AddComponent<IOpenApiHeader>(RequestId.Header, new OpenApiHeader
        {
            Description = "ID of the request, also in errors and in our logs. A valid ID that you send is kept.",
            Required = true,
            Schema = new ValueFacts() { Type = JsonSchemaType.String, Pattern = "^[A-Za-z0-9_-]{1,64}$", Example = Kinds.RequestIdExample }.ToSchema(),
        });
        document.AddComponent<IOpenApiHeader>(StoredJson.ReplayHeader, new OpenApiHeader
        {
            Description = "The response is the stored one of an earlier request with the same Idempotency-Key.",
            Schema = new ValueFacts() { Type = JsonSchemaType.String, OneOf = ["true"] }.ToSchema(),
        });
        document.AddComponent<IOpenApiHeader>("Retry-After", new OpenApiHeader
        {
            Description = "Seconds to wait before the next retry.",
            Schema = new ValueFacts() { Type = JsonSchemaType.Integer, Least = 1, Example = 1 }.ToSchema(),
        });
        foreach (var (error, name) in Errors)
        {
            document.AddComponent<IOpenApiResponse>(name, AnswersOf.Of([error], document));
        }
    }

    private static OpenApiParameter IdempotencyKeyHeader() => new()
    {
        Name = IdempotencyKey.Header,
        In = ParameterLocation.Header,
        Description = "Makes the request safe to retry for 24 hours: the first response is stored and returned again "
            + "with the header Idempotent-Replayed. Printable ASCII.",
        Schema = new ValueFacts()
        {
            Type = JsonSchemaType.String,
            Shortest = 1,
            Longest = 255,
            Pattern = "^[ -~]+$",
            Example = "7f1c0b5e-order_001",
        }.ToSchema(),
    };

    private static OpenApiSecurityScheme Header(string name, string description) => new()
    {
        Type = SecuritySchemeType.ApiKey,
        In = ParameterLocation.Header,
        Name = name,
        Description = description,
    };

    private static OpenApiSecurityScheme Http(string scheme, string description, string? format = null) => new()
    {
        Type = SecuritySchemeType.Http,
        Scheme = scheme,
        BearerFormat = format,
        Description = description,
    };
}
