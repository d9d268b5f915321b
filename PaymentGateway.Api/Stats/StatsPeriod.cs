namespace PaymentGateway.Api.Stats;

/// <param name="To">Not in it.</param>
/// <param name="Zone">Whose days are counted.</param>
internal sealed record StatsPeriod(DateTimeOffset From, DateTimeOffset To, string Currency, TimeZoneInfo Zone)
{
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);
}
