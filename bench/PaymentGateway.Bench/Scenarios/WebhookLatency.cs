using System.Collections.Concurrent;
using System.Diagnostics;
using PaymentGateway.Bench.Load;
using PaymentGateway.Bench.Reports;
using PaymentGateway.Bench.Running;

namespace PaymentGateway.Bench.Scenarios;

/// <summary>From the response to POST /payments until the webhook of the result has been verified, far below capacity.</summary>
internal static class WebhookLatency
{
    public const string Name = "latency";

    private const int Payments = 600;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1.0 / 20);

    public static async Task RunAsync(BenchOptions options, Report report)
    {
        await using var environment = await BenchEnvironment.StartAsync();
        await environment.StartWorkerAsync();
        await using var load = await EndToEndLoad.StartAsync(environment, report, Name);
        await load.WarmUpAsync("warm");
        for (var run = 0; run < options.Runs; run++)
        {
            await MeasureAsync(environment, load, report, $"slow{run}");
        }
    }

    private static async Task MeasureAsync(
        BenchEnvironment environment, EndToEndLoad load, Report report, string prefix)
    {
        await environment.AddOrdersAsync(prefix, Payments);
        var verified = load.Receiver.Verified;
        using var client = new PaymentClient(environment.Apis, EndToEndLoad.Connections);
        var answered = new ConcurrentDictionary<string, long>();
        using var timer = new PeriodicTimer(Interval);
        var requests = new List<Task>();
        while (requests.Count < Payments && await timer.WaitForNextTickAsync())
        {
            requests.Add(PayAsync(client, $"order_{prefix}_{requests.Count}", answered));
        }

        await Task.WhenAll(requests);
        await load.WaitForWebhooksAsync(verified + (EndToEndLoad.WebhooksPerPayment * Payments));
        await load.CheckAsync(prefix, Payments);
        var taken = Latencies.Of(
            Results(load, answered).Select(webhook =>
                Stopwatch.GetElapsedTime(answered[webhook.PaymentId], webhook.VerifiedAt).TotalMilliseconds),
            Payments * Interval.TotalSeconds);
        report.Add(Name, "response to verified payment.success, p50", taken.P50Ms, "ms", "≤ 40");
        report.Add(Name, "response to verified payment.success, p99", taken.P99Ms, "ms", "≤ 150");
    }

    private static async Task PayAsync(PaymentClient client, string order, ConcurrentDictionary<string, long> answered) =>
        answered[await client.CreateAsync(order)] = Stopwatch.GetTimestamp();

    private static IEnumerable<WebhookReceiver.Webhook> Results(
        EndToEndLoad load, ConcurrentDictionary<string, long> answered) => load.Receiver.Webhooks
            .Where(webhook => webhook.Type == "payment.success" && answered.ContainsKey(webhook.PaymentId));
}
