using System.Collections;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace PaymentGateway.Api.Errors;

/// <summary>Which kind of JSON value a field of the request's body must have. The exception itself names only types of ours.</summary>
internal static class ExpectedJson
{
    /// <param name="field">As <see cref="FieldNames.FromJsonPath"/> returns it.</param>
    /// <returns>As in <c>an integer</c>.</returns>
    public static string KindOf(HttpContext http, string field)
    {
        var endpoint = http.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? http.GetEndpoint();
        var type = endpoint?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;
        var json = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        foreach (var name in field.Split('.'))
        {
            type = type is null ? null : PropertyOf(json.GetTypeInfo(type), name);
        }

        return KindOf(type, field);
    }

    /// <param name="name">Of a property, or of an element of its array: <c>origins[0]</c>.</param>
    private static Type? PropertyOf(JsonTypeInfo type, string name)
    {
        var property = type.Properties.FirstOrDefault(property => property.Name == name.Split('[')[0])?.PropertyType;
        return name.EndsWith(']') ? property?.GetGenericArguments().FirstOrDefault() : property;
    }

    private static string KindOf(Type? type, string field) => (Nullable.GetUnderlyingType(type ?? typeof(object)) ?? type) switch
    {
        { } number when number == typeof(long) || number == typeof(int) =>
            field == "amount" ? "an integer in minor units" : "an integer",
        { } text when text == typeof(string) => "a string",
        { } flag when flag == typeof(bool) => "true or false",
        { } list when typeof(IList).IsAssignableFrom(list) || list.IsGenericType => "an array",
        _ => "an object",
    };
}
