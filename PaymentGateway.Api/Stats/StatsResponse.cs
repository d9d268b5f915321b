namespace PaymentGateway.Api.Stats;

/// <summary>A merchant's business in one currency over a period.</summary>
/// <param name="Currencies">All that payments of the period are in.</param>
/// <param name="Payments">Payments started, however they ended.</param>
/// <param name="Volume">Minor units of all that succeeded.</param>
/// <param name="SuccessRate">Succeeded among those decided, 0 to 1; null when none is.</param>
/// <param name="Refunds">Refunds started in the period that have not failed.</param>
/// <param name="RefundedAmount">Minor units of those.</param>
/// <param name="ByDay">Every day of the period, also those without a payment.</param>
public sealed record StatsResponse(
    DateTimeOffset From, DateTimeOffset To, string Currency, IReadOnlyList<string> Currencies,
    long Payments, long Succeeded, long Failed, long Pending, long Volume, double? SuccessRate,
    long Refunds, long RefundedAmount, IReadOnlyList<MethodStats> ByMethod, IReadOnlyList<DayStats> ByDay);

public sealed record MethodStats(string Method, long Payments, long Succeeded, long Volume);

/// <param name="Day">In the time zone asked for.</param>
public sealed record DayStats(DateOnly Day, long Payments, long Succeeded, long Volume);
