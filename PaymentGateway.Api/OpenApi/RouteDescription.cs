using PaymentGateway.Api.Errors;

namespace PaymentGateway.Api.OpenApi;

/// <summary>
/// How a route of a table says what it does. What every route of a kind shares (credentials, keys, limits, outages) is not
/// repeated: it is read off the route itself.
/// </summary>
internal static class RouteDescription
{
    /// <param name="operationId">The name of the operation in generated clients: it never changes.</param>
    public static RouteHandlerBuilder Describe(
        this RouteHandlerBuilder route, string operationId, string summary, string? description = null)
    {
        route.WithName(operationId).WithSummary(summary);
        return description is null ? route : route.WithDescription(description);
    }

    public static RouteHandlerBuilder Answers<TResponse>(
        this RouteHandlerBuilder route, int status = StatusCodes.Status200OK) => route.Produces<TResponse>(status);

    public static RouteHandlerBuilder Creates<TResponse>(this RouteHandlerBuilder route) =>
        route.Produces<TResponse>(StatusCodes.Status201Created);

    /// <summary>Many of them, one after the other: the schema is that of one.</summary>
    public static RouteHandlerBuilder Streams<TItem>(this RouteHandlerBuilder route, string contentType) =>
        route.Produces<TItem>(StatusCodes.Status200OK, contentType);

    /// <summary>The errors of this operation's own.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params ApiError[] errors) =>
        route.WithMetadata(new Refusals(errors));
}

internal sealed record Refusals(IReadOnlyList<ApiError> Errors);
