namespace PaymentGateway.Dashboard.Sessions;

/// <summary>Whether a page of ours sent a request, as the browser says.</summary>
internal static class RequestOrigin
{
    /// <summary>Not said by browsers before 2023; those send Origin with every POST.</summary>
    public static bool IsOurs(HttpRequest request) => request.Headers["Sec-Fetch-Site"] is [{ Length: > 0 } site]
        ? site == "same-origin"
        : request.Headers.Origin.Count > 0 && !IsForeign(request);

    /// <summary>Its Origin header names another host; a request without one does not come from a page.</summary>
    public static bool IsForeign(HttpRequest request) =>
        request.Headers.Origin is [{ Length: > 0 } origin]
        && !(Uri.TryCreate(origin, UriKind.Absolute, out var from)
            && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
}
