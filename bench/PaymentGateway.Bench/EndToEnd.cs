using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Bench;

/// <summary>Created, settled with no delay, and all three webhooks verified by the merchant's server.</summary>
internal static class EndToEnd
{
    private const int Payments = 3000;
    private const int Connections = 16;

    public static async Task RunAsync(Rig rig)
    {
        var (verified, wrong) = (0, 0);
        await using var receiver = await StartReceiverAsync(async http => _ = await IsVerifiedAsync(http.Request)
            ? Interlocked.Increment(ref verified) : Interlocked.Increment(ref wrong));
        await ConfigureAsync(rig, receiver.Urls.First());
        await rig.AddOrdersAsync("e2e", Payments);
        rig.StartWorker();
        await DrainAsync(rig);

        var (next, failures) = (0, 0);
        var started = Stopwatch.GetTimestamp();
        using var client = rig.NewClient(Connections);
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number <= Payments)
            {
                if (!await CreatePayments.PayAsync(client, $"order_e2e_{number}"))
                {
                    Interlocked.Increment(ref failures);
                }
            }
        })));
        var created = Stopwatch.GetElapsedTime(started);
        await Rig.WaitAsync(() => Task.FromResult(verified + wrong >= 3 * (Payments - failures)));
        var elapsed = Stopwatch.GetElapsedTime(started);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"end to end: {Payments / elapsed.TotalSeconds:0} payments/s, {3 * Payments / elapsed.TotalSeconds:0} webhooks/s "
            + $"({Payments} created in {created.TotalSeconds:0.0} s, the last webhook verified after {elapsed.TotalSeconds:0.0} s; "
            + $"{failures} failures, {wrong} wrong signatures)"));
    }

    /// <param name="take">Called for each webhook, which is then answered with 200.</param>
    public static async Task<WebApplication> StartReceiverAsync(Func<HttpContext, Task> take)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/", async http =>
        {
            await take(http);
            await http.Response.WriteAsync("OK");
        });
        await app.StartAsync();
        return app;
    }

    public static async Task ConfigureAsync(Rig rig, string url)
    {
        await using var db = rig.OpenDb();
        await db.Database.ExecuteSqlAsync($"UPDATE merchants SET webhook_url = {url} WHERE email = {SandboxMerchant.Email}");
    }

    private static async Task<bool> IsVerifiedAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        return request.Headers["X-Webhook-Signature"] == WebhookSignature.OfBody(SandboxMerchant.WebhookSecret, body);
    }

    // What the scenarios before have left is no part of the measurement.
    private static async Task DrainAsync(Rig rig)
    {
        await using var db = rig.OpenDb();
        await db.Database.ExecuteSqlAsync($"UPDATE jobs SET state = 'done', finished_at = now() WHERE state = 'ready'");
        await Rig.WaitAsync(() => db.Workers.AnyAsync());
    }
}
