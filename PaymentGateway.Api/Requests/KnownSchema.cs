using PaymentGateway.Api.Errors;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Requests;

/// <summary>Serves nothing on tables this build does not know; the log says what to do.</summary>
internal static class KnownSchema
{
    public static void UseKnownSchema(this WebApplication app) => app.Use(async (http, next) =>
    {
        var schema = http.RequestServices.GetRequiredService<SchemaCheck>();
        if (http.Request.IsForApi() && await schema.FindErrorAsync(http.RequestAborted) is { } error)
        {
            await (ApiErrors.Unavailable with { Cause = error }).ExecuteAsync(http);
            return;
        }

        await next(http);
    });
}
