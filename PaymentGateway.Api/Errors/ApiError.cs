using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PaymentGateway.Api.Json;

namespace PaymentGateway.Api.Errors;

/// <summary>Something the caller is told went wrong. As a result it writes itself in the one shape all errors have.</summary>
internal sealed record ApiError(int StatusCode, string Code, string Description) : IResult, IStatusCodeHttpResult
{
    /// <summary>The one field at fault, as it is spelled on the wire.</summary>
    public string? Field { get; init; }

    public string? Reason { get; init; }

    public JsonObject? Metadata { get; init; }

    /// <summary>Seconds to wait before the next retry.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>For the log only.</summary>
    public string? Cause { get; init; }

    int? IStatusCodeHttpResult.StatusCode => StatusCode;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (Cause is not null)
        {
            new RequestFailure(Cause).AddTo(httpContext);
        }

        var response = httpContext.Response;
        response.StatusCode = StatusCode;
        if (RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return JsonResponse.WriteAsync(response,
            JsonSerializer.SerializeToUtf8Bytes(ToBody(httpContext.TraceIdentifier), ApiJson.Default.ErrorResponse));
    }

    internal ErrorResponse ToBody(string requestId) => new(new ErrorBody(Code, Description, Field, Reason, Metadata, requestId));
}

public sealed record ErrorResponse(ErrorBody Error);

/// <param name="Code">For programs; the list is in the documentation and only grows.</param>
/// <param name="Description">For people.</param>
/// <param name="Field">Field of the request that caused the error, if any.</param>
/// <param name="Reason">More specific error code, if any.</param>
/// <param name="RequestId">The same as in the header X-Request-Id.</param>
public sealed record ErrorBody(
    string Code,
    string Description,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Field,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonObject? Metadata,
    string RequestId);
