using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Queue;

namespace PaymentGateway.Bench;

/// <summary>Payments that are settled while their merchant's endpoint is paused; then all their webhooks, to one fast receiver.</summary>
internal static class DeliverWebhooks
{
    private const int Payments = 5000;
    private const int Connections = 16;

    public static async Task RunAsync(Rig rig)
    {
        rig.StartWorker();
        var seen = new ConcurrentDictionary<string, int>();
        await using var receiver = await EndToEnd.StartReceiverAsync(http =>
        {
            seen.AddOrUpdate(http.Request.Headers["webhook-id"].ToString(), 1, (_, times) => times + 1);
            return Task.CompletedTask;
        });
        await EndToEnd.ConfigureAsync(rig, receiver.Urls.First());
        await rig.AddOrdersAsync("webhooks", Payments);
        await using var db = rig.OpenDb();
        await db.Database.ExecuteSqlAsync($"UPDATE webhook_endpoints SET open_until = 'infinity'");
        using var client = rig.NewClient(Connections);
        await Parallel.ForAsync(1, Payments + 1, new ParallelOptions { MaxDegreeOfParallelism = Connections }, async (number, _) =>
        {
            if (!await CreatePayments.PayAsync(client, $"order_webhooks_{number}"))
            {
                throw new InvalidOperationException("A payment was refused.");
            }
        });

        await Rig.WaitAsync(async () => !await db.Jobs.AnyAsync(job => job.FinishedAt == null && job.Kind != JobKind.Webhook));
        await db.Database.ExecuteSqlAsync($"UPDATE webhook_endpoints SET open_until = NULL");
        var started = Stopwatch.GetTimestamp();
        await Rig.WaitAsync(() => Task.FromResult(seen.Count >= 3 * Payments));
        var elapsed = Stopwatch.GetElapsedTime(started);

        await Rig.WaitAsync(async () => !await db.Jobs.AnyAsync(job => job.FinishedAt == null));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"webhooks: {3 * Payments / elapsed.TotalSeconds:0}/s ({3 * Payments} of one merchant in {elapsed.TotalSeconds:0.0} s; "
            + $"{seen.Values.Count(times => times > 1)} came twice)"));
    }
}
