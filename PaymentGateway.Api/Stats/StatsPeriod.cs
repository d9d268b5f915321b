using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Lists;
using PaymentGateway.Api.OpenApi;

namespace PaymentGateway.Api.Stats;

/// <summary><c>from</c>, <c>to</c> (the last thirty days when absent), <c>currency</c>, and <c>tz</c>, whose days are counted.</summary>
internal sealed record StatsPeriod(DateTimeOffset From, DateTimeOffset To, string Currency, TimeZoneInfo Zone) : IEndpointParameterMetadataProvider
{
    private const int DefaultDays = 30;
    private const int MostDays = 366;

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(QueryParameter.Time("from", "Where the period begins: RFC 3339, or unix seconds; 30 days before its end when absent, at most 366."));
        builder.Metadata.Add(QueryParameter.Time("to", "Where it ends: RFC 3339, or unix seconds; now when absent."));
        builder.Metadata.Add(QueryParameter.Text("currency", "Which currency to count.", "INR", absent: "INR"));
        builder.Metadata.Add(QueryParameter.Text("tz", "The time zone whose days are counted, as IANA names it.", "Asia/Kolkata", absent: "UTC"));
    }

    public static ValueTask<StatsPeriod> BindAsync(HttpContext http)
    {
        var query = new QueryReader(http.Request.Query);
        var to = query.Time("to") ?? http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var from = query.Time("from") ?? to.AddDays(-Math.Min(DefaultDays, (to - DateTimeOffset.MinValue).Days));
        if (from >= to || (to - from).TotalDays > MostDays)
        {
            throw new InvalidFieldException("from", $"from must be before to, by at most {MostDays} days");
        }

        var zone = query.Text("tz") ?? "UTC";
        return ValueTask.FromResult(new StatsPeriod(from, to, query.Text("currency") ?? "INR",
            TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known)
                ? known
                : throw new InvalidFieldException("tz", "tz is a time zone as in Asia/Kolkata")));
    }

    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);
}
