using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PaymentGateway.Api.Json;

/// <summary>Times are RFC 3339 in UTC with exactly three decimals: <c>2026-01-31T09:30:00.000Z</c>.</summary>
internal sealed class MillisecondTimestampConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
}
