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
    [Description("Where the period begins: RFC 3339, or unix seconds; 30 days before its end when absent, at most 366.")]
    public string? From { get; init; }

    [FromQuery(Name = "to"), QueryTime, Description("Where it ends: RFC 3339, or unix seconds; now when absent.")]
    public string? To { get; init; }

    [FromQuery(Name = "currency"), QueryText(DefaultCurrency, Default = DefaultCurrency), Description("Which currency to count.")]
    public string? Currency { get; init; }

    [FromQuery(Name = "tz"), QueryText("Asia/Kolkata", Default = DefaultZone)]
    [Description("The time zone whose days are counted, as IANA names it.")]
    public string? Tz { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var (from, to) = Bounds((TimeProvider)validationContext.GetService(typeof(TimeProvider))!);
        if (from >= to || (to - from).TotalDays > MaxDays)
        {
            yield return new ValidationResult($"From must be before to, by at most {MaxDays} days", [nameof(From)]);
        }

        if (Tz is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(Tz, out _))
        {
            yield return new ValidationResult("Tz is a time zone as in Asia/Kolkata", [nameof(Tz)]);
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
