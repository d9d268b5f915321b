using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PaymentGateway.Api.Lists;

namespace PaymentGateway.Api.Stats;

/// <summary>Which period is added up, in which currency, and by the days of which time zone.</summary>
public sealed record StatsQuery : IValidatableObject
{
    private const int DefaultDays = 30;
    private const int MaxDays = 366;
    private const string DefaultCurrency = "INR";
    private const string DefaultZone = "UTC";

    [FromQuery(Name = "from"), QueryTime]
    [Description("Start of the period, RFC 3339 or Unix seconds. Default: 30 days before the end. At most 366 days before the end.")]
    public string? From { get; init; }

    [FromQuery(Name = "to"), QueryTime, Description("End of the period, RFC 3339 or Unix seconds. Default: now.")]
    public string? To { get; init; }

    [FromQuery(Name = "currency"), QueryText(DefaultCurrency, Default = DefaultCurrency), Description("Currency of the payments to count.")]
    public string? Currency { get; init; }

    [FromQuery(Name = "tz"), QueryText("Asia/Kolkata", Default = DefaultZone)]
    [Description("IANA time zone for grouping by day.")]
    public string? Tz { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var (from, to) = Bounds((TimeProvider)validationContext.GetService(typeof(TimeProvider))!);
        if (from >= to || (to - from).TotalDays > MaxDays)
        {
            yield return new ValidationResult($"From must be before to, at most {MaxDays} days earlier", [nameof(From)]);
        }

        if (Tz is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(Tz, out _))
        {
            yield return new ValidationResult("Tz must be a time zone like Asia/Kolkata", [nameof(Tz)]);
        }
    }

    internal StatsPeriod Resolve(TimeProvider clock)
    {
        var (from, to) = Bounds(clock);
        return new StatsPeriod(from, to, Currency ?? DefaultCurrency, TimeZoneInfo.FindSystemTimeZoneById(Tz ?? DefaultZone));
    }

    private (DateTimeOffset From, DateTimeOffset To) Bounds(TimeProvider clock)
    {
        var to = Timestamp.Parse(To) ?? clock.GetUtcNow();
        return (Timestamp.Parse(From) ?? to.AddDays(-Math.Min(DefaultDays, (to - DateTimeOffset.MinValue).Days)), to);
    }
}
