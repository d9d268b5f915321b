namespace PaymentGateway.Dashboard.Gateway;

public sealed record Stats(
    string Currency, IReadOnlyList<string> Currencies, long Payments, long Succeeded, long Failed, long Pending, long Volume,
    double? SuccessRate, long Refunds, long RefundedAmount, IReadOnlyList<MethodStats> ByMethod, IReadOnlyList<DayStats> ByDay);

public sealed record MethodStats(string Method, long Payments, long Succeeded, long Volume);

public sealed record DayStats(DateOnly Day, long Payments, long Succeeded, long Volume);
