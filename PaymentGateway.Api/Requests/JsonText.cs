using System.Text.Json;
using PaymentGateway.Api.Errors;
using PaymentGateway.Core.Payments.Methods;

namespace PaymentGateway.Api.Requests;

/// <summary>What no field of any request may hold: NUL, half a character, or a card number as the whole of a text outside <c>card</c>.</summary>
internal static class JsonText
{
    private const string Body = "body";
    private const string Card = "card"; // nothing of it is kept: what is wrong in it, PaymentMethodReader says

    /// <returns>What is wrong with the first name or value at fault; null: nothing is.</returns>
    public static ApiError? FindFault(JsonElement body) => FindFault(body, path: "");

    private static ApiError? FindFault(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.String => Judge(TextOf(element), path),
        JsonValueKind.Number => Judge(element.GetRawText(), path),
        JsonValueKind.Object => FirstOf(element.EnumerateObject().Select(member => FindFault(member, path))),
        JsonValueKind.Array => FirstOf(element.EnumerateArray().Select(item => FindFault(item, path))),
        _ => null,
    };

    private static ApiError? FindFault(JsonProperty member, string path)
    {
        var name = NameOf(member); // repeated in an answer only after it has been judged
        return Judge(name, path.Length > 0 ? path : Body)
            ?? FindFault(member.Value, path.Length > 0 ? $"{path}.{name}" : name!);
    }

    private static ApiError? Judge(string? text, string path)
    {
        if (text is null || text.Contains('\0', StringComparison.Ordinal))
        {
            return ApiErrors.BadRequest($"{path} must not contain NUL or an unpaired surrogate", path);
        }

        var isOfCard = path == Card || path.StartsWith(Card + ".", StringComparison.Ordinal);
        return !isOfCard && StrayCardNumber.Is(text)
            ? ApiErrors.BadRequest($"{path} must not be a card number: send it only in card.number", path)
            : null;
    }

    private static ApiError? FirstOf(IEnumerable<ApiError?> faults) => faults.FirstOrDefault(fault => fault is not null);

    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null; // half a surrogate pair
        }
    }

    private static string? TextOf(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // half a surrogate pair
        }
    }
}
