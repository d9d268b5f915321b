using Microsoft.AspNetCore.Diagnostics;
using PaymentGateway.Core.Ids;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Refunds;

namespace PaymentGateway.Api.Requests;

/// <summary>What the log calls a request. Of what its caller typed, only a well-formed id is in it.</summary>
/// <param name="Id">Null: the route has none, or it is not well-formed.</param>
internal sealed record RequestName(string Method, string Route, string? Id)
{
    private const string NoRoute = "(no route)";
    private const string OtherMethod = "(other method)";

    private static readonly string[] Methods =
    [
        HttpMethods.Get, HttpMethods.Head, HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete,
        HttpMethods.Options, HttpMethods.Trace, HttpMethods.Connect,
    ];

    public static RequestName Of(HttpContext http)
    {
        // The exception handler clears both, and keeps them here.
        var failed = http.Features.Get<IExceptionHandlerFeature>();
        var endpoint = http.GetEndpoint() ?? failed?.Endpoint;
        var id = http.GetRouteValue("id") ?? failed?.RouteValues?["id"];
        return new RequestName(
            Array.Find(Methods, method => HttpMethods.Equals(method, http.Request.Method)) ?? OtherMethod,
            (endpoint as RouteEndpoint)?.RoutePattern.RawText?.TrimEnd('/') ?? NoRoute,
            id is string text && IsWellFormed(text) ? text : null);
    }

    private static bool IsWellFormed(string id) =>
        IsWellFormed<OrderId>(id) || IsWellFormed<PaymentId>(id) || IsWellFormed<RefundId>(id)
        || Guid.TryParseExact(id, "D", out _);

    private static bool IsWellFormed<TId>(string id)
        where TId : struct, IPrefixedId<TId> => PrefixedId.ParseOrUnknown<TId>(id).Value.Length > 0;
}
