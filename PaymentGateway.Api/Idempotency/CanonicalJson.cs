using System.Text.Json;

namespace PaymentGateway.Api.Idempotency;

/// <summary>The same request however it was typed: names sorted, no space, without the card's security code.</summary>
internal static class CanonicalJson
{
    private const string SecurityCode = "cvv";

    public static void Write(Utf8JsonWriter json, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in element.EnumerateObject()
                    .Where(member => member.Name != SecurityCode).OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    json.WritePropertyName(member.Name);
                    Write(json, member.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            default:
                element.WriteTo(json);
                break;
        }
    }
}
