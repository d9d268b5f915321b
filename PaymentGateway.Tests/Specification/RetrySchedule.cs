using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

/// <summary>When attempts were made, judged by the database's clock.</summary>
internal static class RetrySchedule
{
    public const int Attempts = 5;

    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    /// <summary>Long enough for all five attempts, on a machine with other things to do.</summary>
    public static readonly TimeSpan WholeSchedule = TimeSpan.FromSeconds(180);

    /// <summary>A receiver that refuses every delivery so many times before it takes it.</summary>
    public static Task<Receiver> RefusingAsync(int times)
    {
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        return Receiver.StartAsync((http, webhook) =>
        {
            var isRefused = seen.AddOrUpdate(webhook.EventId, 1, (_, count) => count + 1) <= times;
            http.Response.StatusCode = isRefused ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK;
            return Task.CompletedTask;
        });
    }

    /// <summary>Waits until nothing of the merchant's is to be sent any more.</summary>
    public static Task IsOverAsync(TestMerchant merchant, int deliveries) => Eventually.GetAsync(
        () => merchant.Gateway.ScalarAsync<long>(
            $"SELECT count(*) FROM webhook_logs WHERE merchant_id = {merchant.Id.Value} AND status <> 'pending'"),
        over => over == deliveries, $"{deliveries} deliveries are over", WholeSchedule);

    /// <summary>Never early; late by at most a second in which nobody waited for a processor.</summary>
    public static async Task WasKeptAsync(TestMerchant merchant, MachinePulse pulse)
    {
        var waits = await WaitsAsync(merchant);
        var worst = waits.MaxBy(Lateness)!;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{waits.Count} attempts, the worst, of number {worst.Attempt}, {Lateness(worst).TotalMilliseconds:0} ms late");

        Assert.All(waits, wait =>
        {
            Assert.InRange(Lateness(wait), TimeSpan.Zero, Tolerance + pulse.WaitedBetween(DueAt(wait), wait.StartedAt));
        });
    }

    /// <summary>The same by the receiver's own clock, which knows nothing of what the worker wrote down: never early.</summary>
    public static void WasNeverEarly(Receiver receiver)
    {
        var pauses = receiver.Received.GroupBy(webhook => webhook.EventId)
            .SelectMany(copies => copies.Zip(copies.Skip(1)).Select((pair, index) => (Attempt: index + 2, Pause: pair.Second.At - pair.First.At)))
            .ToList();
        foreach (var attempt in pauses.GroupBy(pause => pause.Attempt))
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"attempt {attempt.Key}: the shortest pause {attempt.Min(pause => pause.Pause).TotalSeconds:0.000} s");
        }

        Assert.NotEmpty(pauses);
        Assert.DoesNotContain(pauses, pause => pause.Pause < WebhookRetrySchedule.Test.WaitAfter(pause.Attempt - 1));
    }

    // From the end of an attempt to the start of the next; the first waits for nothing.
    private static DateTimeOffset DueAt(AttemptWait wait) =>
        wait.Since + (wait.Attempt == 1 ? TimeSpan.Zero : WebhookRetrySchedule.Test.WaitAfter(wait.Attempt - 1)!.Value);

    private static TimeSpan Lateness(AttemptWait wait) => wait.StartedAt - DueAt(wait);

    private static async Task<List<AttemptWait>> WaitsAsync(TestMerchant merchant)
    {
        await using var db = merchant.Gateway.OpenDb();
        return await db.Database.SqlQuery<AttemptWait>($"""
            SELECT attempt, started_at, coalesce(
                lag(started_at + duration_ms * interval '1 millisecond') OVER (PARTITION BY webhook_id ORDER BY attempt),
                w.created_at) AS since
            FROM webhook_attempts JOIN webhook_logs w ON w.id = webhook_id WHERE w.merchant_id = {merchant.Id.Value}
            """).ToListAsync();
    }

    private sealed record AttemptWait(int Attempt, DateTimeOffset StartedAt, DateTimeOffset Since);
}
