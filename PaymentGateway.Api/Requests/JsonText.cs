using System.Text.Json;

namespace PaymentGateway.Api.Requests;

internal static class JsonText
{
    /// <summary>The path of the first name or value that holds NUL or a lone surrogate; null: all are text.</summary>
    public static string? FindFault(JsonElement element, string path = "")
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return IsText(element) ? null : path;
            case JsonValueKind.Object:
                return element.EnumerateObject().Select(member => FindFault(member, path)).FirstOrDefault(fault => fault is not null);
            case JsonValueKind.Array:
                return element.EnumerateArray().Select(item => FindFault(item, path)).FirstOrDefault(fault => fault is not null);
            default:
                return null;
        }
    }

    private static string? FindFault(JsonProperty member, string path)
    {
        if (NameOf(member) is not { } name)
        {
            return path.Length > 0 ? path : "body";
        }

        return FindFault(member.Value, path.Length > 0 ? $"{path}.{name}" : name);
    }

    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name.Contains('\0', StringComparison.Ordinal) ? null : member.Name;
        }
        catch (InvalidOperationException)
        {
            return null; // half a surrogate pair
        }
    }

    private static bool IsText(JsonElement element)
    {
        try
        {
            return !element.GetString()!.Contains('\0', StringComparison.Ordinal);
        }
        catch (InvalidOperationException)
        {
            return false; // half a surrogate pair
        }
    }
}
