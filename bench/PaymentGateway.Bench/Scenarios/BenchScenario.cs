using PaymentGateway.Bench.Reports;

namespace PaymentGateway.Bench.Scenarios;

/// <param name="RunAsync">Starts on an empty database, and measures as often as the options say on services that are warm.</param>
internal sealed record BenchScenario(string Name, string Description, Func<BenchOptions, Report, Task> RunAsync)
{
    public static readonly IReadOnlyList<BenchScenario> All =
    [
        new(ColdStart.Name, "from the start of API and worker to the first payments", ColdStart.RunAsync),
        new(CreatePayments.Name, "POST /payments, beside pgbench", CreatePayments.RunAsync),
        new(EndToEnd.Name, "created, settled, three webhooks verified", EndToEnd.RunAsync),
        new(WebhookLatency.Name, "from the response to the last webhook, 20 payments a second", WebhookLatency.RunAsync),
        new(DeliverWebhooks.Name, "webhooks that have waited, to one receiver and to fifty", DeliverWebhooks.RunAsync),
        new(Reads.Name, "GET /payments/{id} and repeated keys, beside pgbench", Reads.RunAsync),
        new(Pairs.Name, "two APIs and two workers beside one of each", Pairs.RunAsync),
        new(Idle.Name, "everything that the AppHost starts, without work", Idle.RunAsync),
        new(Growth.Name, "payments, lists and dashboard pages with many past payments (--rows)", Growth.RunAsync),
    ];
}
