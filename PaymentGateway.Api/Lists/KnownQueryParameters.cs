using PaymentGateway.Api.Errors;

namespace PaymentGateway.Api.Lists;

/// <summary>
/// Refuses what a route does not take: a filter that is misspelled, given twice or left empty would otherwise be ignored,
/// and the caller would get more than was asked for.
/// </summary>
internal static class KnownQueryParameters
{
    private const int MaxNameLength = 64;
    private const int MinCardDigits = 12;
    private const string NameOfOddNames = "query";

    /// <param name="isForApi">Whether a request is held to it.</param>
    public static void UseKnownQueryParameters(this WebApplication app, Func<HttpRequest, bool> isForApi) => app.Use((http, next) =>
        isForApi(http.Request) && http.Request.QueryString.HasValue && http.GetEndpoint() is RouteEndpoint route
        && FindFault(http.Request.Query, route) is { } fault
            ? fault.ExecuteAsync(http)
            : next(http));

    private static ApiError? FindFault(IQueryCollection query, RouteEndpoint route)
    {
        var known = QueryNames.Of(route.Metadata).Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, values) in query)
        {
            var field = IsRepeatable(name) ? name : NameOfOddNames;
            if (!known.Contains(name))
            {
                return ApiErrors.BadRequest($"Unknown query parameter: {field}", field);
            }

            if (values is not [{ Length: > 0 }])
            {
                return ApiErrors.BadRequest(
                    values.Count > 1 ? $"{field} must not be repeated" : $"{field} must not be empty", field);
            }
        }

        return null;
    }

    // Repeated in a response only when it is a name: a card number, or a page's markup, is not.
    private static bool IsRepeatable(string name) =>
        name.Length is > 0 and <= MaxNameLength
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '[' or ']')
        && name.Count(char.IsAsciiDigit) < MinCardDigits;
}
