using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace PaymentGateway.Checkout.Texts;

/// <summary>What the server tells the page's script.</summary>
internal sealed record PageData(
    string Screen, string Api, string? OrderId, string? Key, bool Embedded, bool AnyOrigin, IReadOnlyList<string> Origins,
    IReadOnlyDictionary<string, string> Texts);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PageData))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class PageJson : JsonSerializerContext
{
    /// <summary>Indian letters as they are, half the size; what means something in HTML stays escaped.</summary>
    public static PageJson ForHtml { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(
            UnicodeRanges.BasicLatin, UnicodeRanges.Devanagari, UnicodeRanges.GeneralPunctuation),
    });
}
