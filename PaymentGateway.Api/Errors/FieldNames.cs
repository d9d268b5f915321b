using System.Text.Json;

namespace PaymentGateway.Api.Errors;

/// <summary>How fields are spelled on the wire.</summary>
internal static class FieldNames
{
    /// <summary><c>Card.ExpiryMonth</c> becomes <c>card.expiry_month</c>.</summary>
    public static string ToWire(string path) =>
        string.Join('.', path.Split('.').Select(JsonNamingPolicy.SnakeCaseLower.ConvertName));

    /// <summary><c>$.card.number</c> becomes <c>card.number</c>; the root has no name.</summary>
    public static string? FromJsonPath(string? path) => path is null or "$" ? null : path.Replace("$.", "", StringComparison.Ordinal);
}
