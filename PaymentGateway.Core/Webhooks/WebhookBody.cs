using System.Buffers;
using System.Text;
using System.Text.Json;

namespace PaymentGateway.Core.Webhooks;

/// <summary>
/// Writes a body once, so that <c>JSON.stringify(JSON.parse(body))</c> gives the same characters: receivers are known to
/// check the signature over what their framework parsed.
/// </summary>
internal static class WebhookBody
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptStringEncoder.Instance };

    public static string Write(string type, DateTimeOffset at, Action<Utf8JsonWriter> writeData)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("event", type);
            json.WriteNumber("timestamp", at.ToUnixTimeSeconds());
            json.WriteStartObject("data");
            writeData(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
