using System.Diagnostics;
using PaymentGateway.Bench.Load;
using PaymentGateway.Bench.Reports;
using PaymentGateway.Bench.Running;
using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Bench.Scenarios;

/// <summary>
/// Payments that are settled while the endpoints of their merchants are paused; then all their webhooks at once.
/// </summary>
internal static class DeliverWebhooks
{
    public const string Name = "webhooks";

    private const int Payments = 4000;
    private const int Webhooks = Payments * EndToEndLoad.WebhooksPerPayment;
    private const int Connections = 16;

    public static async Task RunAsync(BenchOptions options, Report report)
    {
        await using var environment = await BenchEnvironment.StartAsync();
        await environment.StartWorkerAsync();
        await using (var load = await EndToEndLoad.StartAsync(environment, report, Name))
        {
            await load.WarmUpAsync("warm");
        }

        for (var run = 0; run < options.Runs; run++)
        {
            var one = await DeliverAsync(environment, report, merchants: 1, $"one{run}");
            var many = await DeliverAsync(environment, report, merchants: 50, $"many{run}");
            report.Add(Name, "to one receiver", one, "per s", "≥ 2000");
            report.Add(Name, "to 50 receivers", many, "per s", "≥ 1500");
        }
    }

    private static async Task<double> DeliverAsync(
        BenchEnvironment environment, Report report, int merchants, string prefix)
    {
        await using var receiver = await WebhookReceiver.StartAsync(merchants);
        var clients = await Task.WhenAll(receiver.Urls.Select(
            (url, i) => AddMerchantAsync(environment, url, $"{prefix}x{i}", Payments / merchants)));
        await environment.UpdateStatisticsAsync();
        await environment.Servers.ExecuteAsync("UPDATE webhook_endpoints SET open_until = 'infinity'");
        await CreateAsync(environment, report, clients, prefix);

        var started = Stopwatch.GetTimestamp();
        await environment.Servers.ExecuteAsync("UPDATE webhook_endpoints SET open_until = NULL");
        await BenchEnvironment.WaitAsync(() => Task.FromResult(receiver.Verified >= Webhooks));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await environment.WaitForJobsAsync();
        report.Check(Name, receiver.Verified == Webhooks, $"{Webhooks} webhooks were due and {receiver.Verified} came");
        receiver.Check(report, Name);
        foreach (var client in clients)
        {
            client.Dispose();
        }

        return Webhooks / seconds;
    }

    private static async Task CreateAsync(
        BenchEnvironment environment, Report report, PaymentClient[] clients, string prefix)
    {
        var merchants = clients.Length;
        var created = await Latencies.MeasureAsync(Connections, Payments, number => clients[number % merchants].PayAsync(
            $"order_{prefix}x{number % merchants}_{number / merchants}", number));
        report.Check(Name, created.Failures == 0, $"{created.Failures} of {Payments} payments were not created");
        await environment.WaitForJobsAsync("AND kind <> 'webhook'");
    }

    private static async Task<PaymentClient> AddMerchantAsync(
        BenchEnvironment environment, string url, string name, int orders)
    {
        var credentials = ApiCredentials.New(forTests: true);
        var merchant = Merchant.Create(name, $"{name}@example.com", credentials, TimeProvider.System.GetUtcNow());
        merchant.SendWebhooksTo(url);
        merchant.SignWebhooksWith(SandboxMerchant.WebhookSecret);
        await using var db = environment.OpenDb();
        db.Merchants.Add(merchant);
        await db.SaveChangesAsync();
        await environment.AddOrdersAsync(name, orders, merchant.Id);
        return new PaymentClient(environment.Apis, Connections, credentials);
    }
}
