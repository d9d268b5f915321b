using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace PaymentGateway.Api.Lists;

/// <summary>The query parameters of a route, read from its handler.</summary>
internal static class QueryNames
{
    public static IEnumerable<(string Name, ParameterInfo Parameter)> Of(IEnumerable<object> metadata) =>
        from binding in metadata.OfType<IParameterBindingMetadata>()
        let query = binding.ParameterInfo.GetCustomAttributes(inherit: true).OfType<IFromQueryMetadata>().FirstOrDefault()
        where query is not null
        select (query.Name ?? binding.Name, binding.ParameterInfo);
}
