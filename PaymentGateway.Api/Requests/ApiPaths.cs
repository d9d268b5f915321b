namespace PaymentGateway.Api.Requests;

internal static class ApiPaths
{
    /// <summary>Whether limits, credentials and the state of the tables matter. In any case of letters, as routing has it.</summary>
    public static bool IsForApi(this HttpRequest request) =>
        request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
}
