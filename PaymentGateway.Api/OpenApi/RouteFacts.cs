using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Idempotency;
using PaymentGateway.Api.Lists;
using PaymentGateway.Api.Sessions;

namespace PaymentGateway.Api.OpenApi;

/// <summary>What a route tells of itself by how it is mapped.</summary>
internal sealed record RouteFacts(
    bool TakesBody, bool IsIdempotent, bool IsForMerchants, bool IsForPersons, bool IsOfTheApi,
    IReadOnlyList<(string Name, ValueFacts Facts)> Query, IReadOnlyList<ApiError> Refusals)
{
    public static RouteFacts Of(ApiDescription route)
    {
        var metadata = route.ActionDescriptor.EndpointMetadata;
        var policies = metadata.OfType<IAuthorizeData>().ToList();
        return new RouteFacts(
            TakesBody: route.HttpMethod is "POST" or "PUT" or "PATCH",
            IsIdempotent: metadata.OfType<Idempotent>().Any(),
            IsForMerchants: policies.Count > 0,
            IsForPersons: policies.Exists(policy => policy.Policy == SessionAuthentication.PersonsOnly),
            IsOfTheApi: route.RelativePath!.StartsWith("api/", StringComparison.Ordinal),
            [.. QueryNames.Of(metadata).Select(query => (query.Name, QueryFacts.Of(query.Parameter)))],
            [.. metadata.OfType<Refusals>().SelectMany(refusals => refusals.Errors)]);
    }

    /// <summary>The operation's own, and those that come with what it takes and where it lies.</summary>
    public IEnumerable<ApiError> Errors => Usual().Concat(Refusals).OrderBy(error => error.StatusCode);

    private IEnumerable<ApiError> Usual()
    {
        if (TakesBody)
        {
            yield return ApiErrors.BadRequest("Request body must be valid JSON");
            yield return ApiErrors.RequestTimeout;
            yield return ApiErrors.PayloadTooLarge;
            yield return ApiErrors.UnsupportedMediaType;
        }
        else if (IsOfTheApi)
        {
            yield return ApiErrors.BadRequest("Unknown query parameter: sort", "sort");
        }

        if (IsForMerchants)
        {
            yield return ApiErrors.NotAuthenticated;
        }

        if (IsForPersons)
        {
            yield return ApiErrors.Forbidden;
        }

        if (IsIdempotent)
        {
            yield return ApiErrors.IdempotencyKeyInvalid;
            yield return ApiErrors.IdempotencyKeyInUse;
            yield return ApiErrors.IdempotencyKeyReused;
        }

        if (IsOfTheApi)
        {
            yield return ApiErrors.TooManyRequests;
            yield return ApiErrors.Unexpected;
            yield return ApiErrors.Unavailable;
        }
    }
}
