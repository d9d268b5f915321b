using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PaymentGateway.Dashboard.Gateway;

/// <summary>JSON for people: indented, with their letters as they are. It is shown as text and never as markup.</summary>
internal static class PrettyJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = GatewayJson.Default,
    };

    public static string Of(JsonNode json) => json.ToJsonString(Options);

    /// <summary>What is not JSON after all stays as it is.</summary>
    public static string Of(string text)
    {
        try
        {
            return JsonNode.Parse(text)?.ToJsonString(Options) ?? text;
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
