namespace PaymentGateway.Api.Errors;

/// <summary>Puts what the framework says by itself — above all failed validation — into our one shape.</summary>
internal sealed class ApiErrorWriter : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var error = context.ProblemDetails is HttpValidationProblemDetails { Errors.Count: > 0 } validation
            ? FromValidation(validation)
            : ApiErrors.ForStatus(context.ProblemDetails.Status ?? context.HttpContext.Response.StatusCode);
        return new ValueTask(error.ExecuteAsync(context.HttpContext));
    }

    /// <summary>The first of the faults: one at a time is what a form or a log can show.</summary>
    private static ApiError FromValidation(HttpValidationProblemDetails validation)
    {
        var (path, messages) = validation.Errors.First();
        var field = FieldNames.ToWire(path);
        return ApiErrors.BadRequest(string.Join("; ", messages).Replace(path, field, StringComparison.Ordinal), field);
    }
}
