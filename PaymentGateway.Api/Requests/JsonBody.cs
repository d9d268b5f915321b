using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using PaymentGateway.Api.Errors;

namespace PaymentGateway.Api.Requests;

/// <summary>
/// Reads a request's body once and whole before anything looks at it: its size, its media type, its syntax, and that its
/// strings are text (no NUL, no half characters), which neither the database nor a webhook could carry, and hold no card
/// number where none belongs.
/// </summary>
internal static class JsonBody
{
    public const int MaxBytes = 64 * 1024;

    private const string Json = "application/json";
    private const string Identity = "identity";
    private const string Form = "application/x-www-form-urlencoded";

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>
    /// curl -d labels a JSON body as a form, and the brief's own commands are typed so; and UTF-8 has more spellings than the
    /// framework reads. Comes before routing, which picks endpoints by media type.
    /// </summary>
    public static void UseJsonByDefault(this WebApplication app) => app.Use((http, next) =>
    {
        if (TakesBody(http.Request) && (http.Request.ContentType is not { Length: > 0 } type || IsForm(type) || IsJson(type)))
        {
            http.Request.ContentType = Json;
        }

        return next(http);
    });

    public static void UseJsonBody(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (!TakesBody(http.Request))
        {
            await next(http);
            return;
        }

        if (await ReadAsync(http) is { } error)
        {
            await error.ExecuteAsync(http);
            return;
        }

        await next(http);
    });

    /// <summary>What was sent, or null when nothing was.</summary>
    public static JsonElement? Of(HttpContext http) => http.Features.Get<ParsedBody>()?.Root;

    private static async Task<ApiError?> ReadAsync(HttpContext http)
    {
        var request = http.Request;
        if (request.ContentLength > MaxBytes)
        {
            return ApiErrors.PayloadTooLarge;
        }

        var reader = new BodyReader(http);
        if (await reader.ReadAsync() is { } error)
        {
            return error;
        }

        var bytes = WithoutByteOrderMark(reader.Bytes).ToArray();
        request.Body = new MemoryStream(bytes, writable: false);
        request.ContentLength = bytes.Length;
        http.Features.Set<IHttpRequestBodyDetectionFeature>(new BodyDetection(bytes.Length > 0));
        if (bytes.Length == 0)
        {
            return null;
        }

        if (!IsJson(request.ContentType))
        {
            return ApiErrors.UnsupportedMediaType;
        }

        if (IsEncoded(request))
        {
            http.Response.Headers.AcceptEncoding = Identity;
            return ApiErrors.UnsupportedEncoding;
        }

        return Parse(http, bytes);
    }

    private static bool TakesBody(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) || HttpMethods.IsPut(request.Method) || HttpMethods.IsPatch(request.Method);

    private static bool IsForm(string contentType) => contentType.StartsWith(Form, StringComparison.OrdinalIgnoreCase);

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || IsUtf8(HeaderUtilities.RemoveQuotes(type.Charset)));

    private static bool IsUtf8(StringSegment charset) =>
        charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase);

    private static bool IsEncoded(HttpRequest request) => request.Headers.ContentEncoding
        .SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .Any(encoding => !encoding.Equals(Identity, StringComparison.OrdinalIgnoreCase));

    private static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> bytes) =>
        bytes.Span.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;

    private static ApiError? Parse(HttpContext http, byte[] bytes)
    {
        try
        {
            var document = JsonDocument.Parse(bytes, Strict);
            http.Response.RegisterForDispose(document);
            http.Features.Set(new ParsedBody(document.RootElement));
            return document.RootElement.ValueKind != JsonValueKind.Object
                ? ApiErrors.BadRequest("Request body must be a JSON object")
                : JsonText.FindFault(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A name with half a character in it is no JsonException: it is met while names are compared.
            return ApiErrors.BadRequest("Request body must be valid JSON");
        }
    }

    private sealed record ParsedBody(JsonElement Root);

    private sealed record BodyDetection(bool CanHaveBody) : IHttpRequestBodyDetectionFeature;
}
