using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.OpenApi;

namespace PaymentGateway.Api.Lists;

/// <summary><c>limit</c> (1–100, default 10) and <c>offset</c> (from 0) of a list.</summary>
internal sealed record PageQuery(int Limit, int Offset) : IEndpointParameterMetadataProvider
{
    private const int DefaultLimit = 10;
    private const int MostLimit = 100;

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(QueryParameter.Whole("limit", "How many to give at most.", 1, MostLimit, DefaultLimit));
        builder.Metadata.Add(QueryParameter.Whole("offset", "How many to leave out before.", 0, int.MaxValue, 0));
    }

    public static ValueTask<PageQuery> BindAsync(HttpContext http) => ValueTask.FromResult(new PageQuery(
        Read(http, "limit", DefaultLimit, 1, MostLimit),
        Read(http, "offset", 0, 0, int.MaxValue)));

    private static int Read(HttpContext http, string name, int absent, int least, int most)
    {
        var values = http.Request.Query[name];
        if (values.Count == 0)
        {
            return absent;
        }

        return values.Count == 1
            && int.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && least <= number && number <= most
                ? number
                : throw new InvalidFieldException(name, most == int.MaxValue
                    ? $"{name} must be a whole number from {least}"
                    : $"{name} must be a whole number from {least} to {most}");
    }
}
