using PaymentGateway.Api.Errors;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Requests;

/// <summary>Serves nothing on tables this build does not know; the log says what to do.</summary>
internal static partial class KnownSchema
{
    public static void UseKnownSchema(this WebApplication app) => app.Use(async (http, next) =>
    {
        var schema = http.RequestServices.GetRequiredService<SchemaCheck>();
        if (http.Request.IsForApi() && await schema.FindErrorAsync(http.RequestAborted) is { } error)
        {
            Log.NotServing(app.Logger, error);
            await ApiErrors.Unavailable.ExecuteAsync(http);
            return;
        }

        await next(http);
    });

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Requests are rejected: {Error}")]
        public static partial void NotServing(ILogger logger, string error);
    }
}
