namespace PaymentGateway.Api.Requests;

/// <summary>What browsers are told about every response: errors and refusals of the framework have them too.</summary>
internal static class SecurityHeaders
{
    private const string ContentPolicy = "default-src 'none'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(Add, http.Response.Headers); // last: the exception handler clears all headers
        return next(http);
    });

    private static Task Add(object state)
    {
        var headers = (IHeaderDictionary)state;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = ContentPolicy; // the reference's page has a policy of its own
        }

        return Task.CompletedTask;
    }
}
