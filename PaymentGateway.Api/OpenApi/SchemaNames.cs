using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Lists;

namespace PaymentGateway.Api.OpenApi;

/// <summary>What our types are called in the document, and so in clients that are generated from it.</summary>
internal static class SchemaNames
{
    private const string Suffix = "Response";

    public static string? Of(JsonTypeInfo type) => IsOurs(type.Type) ? Of(type.Type) : Of(type, type.Type);

    public static string Of(Type type) => type switch
    {
        { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(PageOf<>) => Of(type.GenericTypeArguments[0]) + "List",
        _ when type == typeof(ErrorBody) => type.Name,
        _ when type.Name.EndsWith(Suffix, StringComparison.Ordinal) => type.Name[..^Suffix.Length],
        _ => type.Name,
    };

    // What is any JSON has nothing to be referred to.
    private static string? Of(JsonTypeInfo info, Type type) =>
        type.Namespace?.StartsWith("System.Text.Json", StringComparison.Ordinal) is true
            ? null
            : OpenApiOptions.CreateDefaultSchemaReferenceId(info);

    private static bool IsOurs(Type type) => type.Assembly == typeof(SchemaNames).Assembly;
}
