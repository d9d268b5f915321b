using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace PaymentGateway.Core.Ids;

public sealed class PrefixedIdJsonConverter<TId> : JsonConverter<TId>
    where TId : struct, IPrefixedId<TId>
{
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PrefixedId.ParseOrUnknown<TId>(reader.GetString());

    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}

public sealed class PrefixedIdValueConverter<TId>() : ValueConverter<TId, string>(id => id.Value, text => Of(text))
    where TId : struct, IPrefixedId<TId>
{
    // An expression tree cannot call a static abstract member (CS8927).
    private static TId Of(string text) => TId.Of(text);
}
