namespace PaymentGateway.Api.Errors;

internal static class ErrorRegistration
{
    public static void AddApiErrors(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IProblemDetailsWriter, ApiErrorWriter>(); // before the framework's own
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton<RequestFailures>();
        builder.Services.AddExceptionHandler<UnexpectedExceptionHandler>();
        // A body that cannot be bound throws in every environment, so that one handler speaks for all.
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }

    /// <summary>Nothing leaves without a body in our shape.</summary>
    public static void UseApiErrors(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages(pages =>
            ApiErrors.ForStatus(pages.HttpContext.Response.StatusCode).ExecuteAsync(pages.HttpContext));
        app.Use(app.Services.GetRequiredService<RequestFailures>().AbortStartedResponseAsync);
    }
}
