using PaymentGateway.Api.Json;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Stats;

internal static class GetStats
{
    private static readonly string Success = PaymentStatuses.WireName(PaymentStatus.Succeeded);
    private static readonly string Failure = PaymentStatuses.WireName(PaymentStatus.Failed);

    public static async Task<IResult> HandleAsync(
        [AsParameters] StatsQuery query, CurrentMerchant merchant, GatewayDb db, TimeProvider clock, CancellationToken cancel)
    {
        var period = query.Resolve(clock);
        var all = await StatsSql.PaymentsAsync(db, merchant.Id, period.From, period.To, cancel);
        var refunds = (await StatsSql.RefundsAsync(db, merchant.Id, period.From, period.To, cancel))
            .Find(sum => sum.Currency == period.Currency);
        var sums = all.FindAll(sum => sum.Currency == period.Currency);
        var (succeeded, failed) = (Count(sums, Success), Count(sums, Failure));
        var response = new StatsResponse(
            period.From, period.To, period.Currency, [.. all.Select(sum => sum.Currency).Distinct().Order()],
            sums.Sum(sum => sum.Count), succeeded, failed, sums.Sum(sum => sum.Count) - succeeded - failed, Volume(sums),
            succeeded + failed == 0 ? null : (double)succeeded / (succeeded + failed),
            refunds?.Count ?? 0, refunds?.Amount ?? 0, ByMethod(sums), ByDay(sums, period));
        return JsonResponse.Of(response, ApiJson.Default.StatsResponse);
    }

    private static long Count(IEnumerable<PaymentSum> sums, string status) =>
        sums.Where(sum => sum.Status == status).Sum(sum => sum.Count);

    private static long Volume(IEnumerable<PaymentSum> sums) =>
        sums.Where(sum => sum.Status == Success).Sum(sum => sum.Amount);

    private static MethodStats[] ByMethod(List<PaymentSum> sums) =>
        [.. sums.GroupBy(sum => sum.Method)
            .Select(method => new MethodStats(method.Key, method.Sum(sum => sum.Count), Count(method, Success), Volume(method)))
            .OrderByDescending(method => method.Volume)];

    private static DayStats[] ByDay(List<PaymentSum> sums, StatsPeriod period)
    {
        var days = sums.ToLookup(sum => period.DayOf(sum.StartsAt));
        var first = period.DayOf(period.From);
        var last = period.DayOf(period.To.AddTicks(-1));
        return [.. Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays)
            .Select(day => new DayStats(day, days[day].Sum(sum => sum.Count), Count(days[day], Success), Volume(days[day])))];
    }
}
