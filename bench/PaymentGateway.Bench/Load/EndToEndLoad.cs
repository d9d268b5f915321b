using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Bench.Reports;
using PaymentGateway.Bench.Running;
using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Bench.Load;

/// <summary>Payments of the sandbox's merchant until their last webhook has been verified.</summary>
internal sealed class EndToEndLoad : IAsyncDisposable
{
    public const int Connections = 64;

    /// <summary>Events of a payment that succeeds: created, pending, success.</summary>
    public const int WebhooksPerPayment = 3;

    public const int MaxPaymentsPerSecond = 6000;

    private readonly BenchEnvironment _environment;
    private readonly Report _report;
    private readonly string _scenario;

    private EndToEndLoad(BenchEnvironment environment, Report report, string scenario, WebhookReceiver receiver) =>
        (_environment, _report, _scenario, Receiver) = (environment, report, scenario, receiver);

    public WebhookReceiver Receiver { get; }

    public static async Task<EndToEndLoad> StartAsync(BenchEnvironment environment, Report report, string scenario)
    {
        var receiver = await WebhookReceiver.StartAsync();
        await using var db = environment.OpenDb();
        await db.Database.ExecuteSqlAsync(
            $"UPDATE merchants SET webhook_url = {receiver.Urls[0]} WHERE email = {SandboxMerchant.Email}");
        return new(environment, report, scenario, receiver);
    }

    public Task WarmUpAsync(string prefix) =>
        WarmUp.UntilSteadyAsync(async step => (await RunAsync($"{prefix}{step}", WarmUp.Step)).PaymentsPerSecond);

    /// <summary>Creates payments for a while and waits for everything that follows.</summary>
    /// <param name="prefix">Of its orders.</param>
    public async Task<EndToEndResult> RunAsync(string prefix, TimeSpan duration)
    {
        await _environment.AddOrdersAsync(prefix, (int)(duration.TotalSeconds * MaxPaymentsPerSecond));
        var verified = Receiver.Verified;
        var before = await _environment.CostAsync();
        var started = Stopwatch.GetTimestamp();
        using var client = new PaymentClient(_environment.Apis, Connections);
        var created = await Latencies.MeasureAsync(
            Connections, duration, number => client.PayAsync($"order_{prefix}_{number}", number));
        var payments = created.Count - created.Failures;
        await WaitForWebhooksAsync(verified + (WebhooksPerPayment * payments));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;

        await _environment.WaitForJobsAsync();
        var cost = await _environment.CostAsync() - before;
        _report.Check(_scenario, client.IsServed, $"{created.Count} payments, not created: {client.Refused}");
        await CheckAsync(prefix, payments);
        return new(created, seconds, cost);
    }

    /// <param name="count">Since the start.</param>
    public Task WaitForWebhooksAsync(int count) =>
        BenchEnvironment.WaitAsync(() => Task.FromResult(Receiver.Verified >= count));

    /// <summary>The receiver has got every event in the database, once and with a valid signature.</summary>
    public async Task CheckAsync(string prefix, int payments)
    {
        await using var db = _environment.OpenDb();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        var begin = $"order_{prefix}_";
        var succeeded = await db.Database.SqlQuery<long>($"""
            SELECT count(*) AS "Value" FROM payments WHERE starts_with(order_id, {begin}) AND status = 'success'
            """).SingleAsync();
        var events = await db.Database.SqlQuery<string>($"""
            SELECT e.id AS "Value" FROM events e JOIN payments p ON p.id = e.subject_id
            WHERE starts_with(p.order_id, {begin})
            """).ToListAsync();
        var missing = events.Except(Receiver.EventIds).Count();
        _report.Check(_scenario, succeeded == payments, $"{succeeded} of {payments} payments have succeeded");
        _report.Check(
            _scenario, events.Count == WebhooksPerPayment * payments, $"{payments} payments have {events.Count} events");
        _report.Check(_scenario, missing == 0, $"{missing} webhooks are missing");
        Receiver.Check(_report, _scenario);
    }

    public ValueTask DisposeAsync() => Receiver.DisposeAsync();
}
