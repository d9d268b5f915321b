using System.Text.Json;
using System.Text.RegularExpressions;
using PaymentGateway.Tests.Contracts;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Abuse;

/// <summary>What an answer to a bad request must be, whoever gives it.</summary>
internal static partial class Refusal
{
    /// <returns>What is wrong with the answer; null: nothing is.</returns>
    public static string? FindFault(ApiAnswer answer, int status, string code, string? field)
    {
        if ((int)answer.Status != status)
        {
            return $"expected {status}";
        }

        if (answer.Response.Content.Headers.ContentType?.MediaType != "application/json" || Parse(answer.Body) is not { } body)
        {
            return "is not JSON";
        }

        return !body.TryGetProperty("error", out var error) || body.GetPropertyCount() != 1 ? "is not the envelope" : FindFault(answer, error, code, field);
    }

    private static string? FindFault(ApiAnswer answer, JsonElement error, string code, string? field) => true switch
    {
        _ when Text(error, "code") != code => $"expected {code}",
        _ when Text(error, "description") is not { Length: > 0 } => "has no description",
        _ when !ErrorDescriptionForm.Fits(Text(error, "description")!) => "has a description of another form",
        _ when field is not null && Text(error, "field") != field => $"expected field {field}",
        _ when Text(error, "request_id") is not { Length: > 0 } id || id != answer.Header("X-Request-Id") => "has no request id, or another",
        _ when answer.Header("Cache-Control") != "no-store" => "may be cached",
        _ when OfTheInside.IsMatch(answer.Body) => "tells of the inside",
        _ => null,
    };

    /// <summary>Code and field: what must be alike wherever the gateway runs.</summary>
    public static (int Status, string? Code, string? Field) Gist(ApiAnswer answer) =>
        Parse(answer.Body) is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty("error", out var error)
            ? ((int)answer.Status, Text(error, "code"), Text(error, "field"))
            : ((int)answer.Status, null, null);

    private static string? Text(JsonElement error, string name) => error.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static JsonElement? Parse(string body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"System\.|Microsoft\.|PaymentGateway\.|Npgsql|Exception|   at |Request\b.*\bparameter|\$\.", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OfTheInside { get; }
}
