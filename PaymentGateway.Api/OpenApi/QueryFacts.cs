using System.ComponentModel;
using System.Reflection;
using Microsoft.OpenApi;
using PaymentGateway.Api.Lists;

namespace PaymentGateway.Api.OpenApi;

/// <summary>What the attributes of a query parameter say, for the document.</summary>
internal static class QueryFacts
{
    public static ValueFacts Of(ParameterInfo parameter)
    {
        var attributes = parameter.GetCustomAttributes(inherit: true);
        var description = attributes.OfType<DescriptionAttribute>().Single().Description;
        var facts = new ValueFacts(description) { Type = JsonSchemaType.String };
        return attributes.OfType<QueryAttribute>().Single() switch
        {
            QueryNumberAttribute number => facts with
            {
                Type = JsonSchemaType.Integer,
                Least = number.Min,
                Most = number.Max,
                Absent = number.Default,
            },
            QueryNameAttribute name => facts with { OneOf = name.Names },
            QueryTextAttribute text => facts with { Longest = QueryAttribute.MaxLength, Example = text.Example, Absent = text.Default },
            QueryMajorAmountAttribute => facts with { Pattern = QueryMajorAmountAttribute.Pattern, Example = "499.99" },
            QueryTimeAttribute => facts with { Longest = QueryAttribute.MaxLength, Example = "2026-01-31T09:30:00Z" },
            var unknown => throw new InvalidOperationException($"{unknown} is not described."),
        };
    }
}
