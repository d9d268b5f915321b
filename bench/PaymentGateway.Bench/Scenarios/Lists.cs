using System.Globalization;
using PaymentGateway.Bench.Load;
using PaymentGateway.Bench.Reports;
using PaymentGateway.Bench.Running;

namespace PaymentGateway.Bench.Scenarios;

/// <summary>Every list of a merchant with many payments, one request after the other, and the beginning of an export.</summary>
internal static class Lists
{
    private const string Name = "lists";
    private const int ExportBytes = 200_000_000;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(1.5);

    private static readonly string[] Requests =
    [
        "payments", "payments?offset=400000", "payments?status=success", "payments?status=failed", "payments?status=pending",
        "payments?method=card", "payments?status=failed&method=card&offset=10000", "payments?from={old}", "payments?from={old}&to={new}",
        "payments?status=failed&method=upi&from={old}&to={new}", "payments?order_id=order_{id}", "payments?q=pay_{id}", "payments?q=pay_{begin}",
        "payments?q=order_{begin}", "payments?q=pay_0", "payments?q=PAY_{begin}", "payments?q=receipt_4711", "payments?q=receipt_",
        "payments?q=user4711@paytm", "payments?q=user", "payments?q=4242", "payments?q=1,234.56",
        "orders", "orders?offset=400000", "orders?status=paid", "orders?status=created", "orders?receipt=receipt_4711",
        "orders?q=receipt_47", "orders?q=1,234.56",
        "refunds", "refunds?offset=40000", "refunds?q=pay_{begin}", "payments/pay_{id}/refunds",
        "webhooks", "webhooks?offset=400000", "webhooks?status=failed", "webhooks?status=success&event=payment.success", "webhooks?event=payment.failed",
        "webhooks?q=pay_{id}", "webhooks?q=evt_{begin}",
        "stats?from={old}&to={new}",
    ];

    public static async Task MeasureAsync(BenchEnvironment environment, Report report, int runs)
    {
        using var client = new PaymentClient(environment.Apis, connections: 1);
        for (var run = 0; run < runs; run++)
        {
            var all = new List<double>();
            foreach (var request in Requests)
            {
                all.Add(await MeasureAsync(client.Http, report, request));
            }

            report.Add(Name, "slowest list, p95", all.Max(), "ms", "≤ 20");
        }

        report.Add(Name, "API resident during an export", await ExportAsync(environment, client.Http), "MB", "≤ 250");
    }

    // The p95, in milliseconds.
    private static async Task<double> MeasureAsync(HttpClient client, Report report, string request)
    {
        var path = "/api/v1/" + Complete(request);
        await client.GetStringAsync(path); // what is measured is a server that has been running for a while
        var taken = await Latencies.MeasureAsync(connections: 1, Duration, async _ =>
        {
            using var response = await client.GetAsync(path);
            return response.IsSuccessStatusCode;
        });
        report.Check(Name, taken.Failures == 0, $"{taken.Failures} of {taken.Count} requests failed: {request}");
        report.Add(Name, $"{request}, p95", taken.P95Ms, "ms");
        return taken.P95Ms;
    }

    private static async Task<double> ExportAsync(BenchEnvironment environment, HttpClient client)
    {
        var (max, bytes, buffer) = (0d, 0, new byte[1 << 20]);
        await using var export = await client.GetStreamAsync("/api/v1/payments/export");
        for (var read = 1; read > 0 && bytes < ExportBytes; bytes += read)
        {
            read = await export.ReadAsync(buffer);
            max = Math.Max(max, ProcessUsage.Megabytes(environment.ApiPids[0]));
        }

        return max;
    }

    private static string Complete(string request)
    {
        var now = TimeProvider.System.GetUtcNow();
        return request
            .Replace("{old}", Time(now.AddDays(-20)), StringComparison.Ordinal).Replace("{new}", Time(now.AddDays(-10)), StringComparison.Ordinal)
            .Replace("{id}", "e4da3b7fbbce2345", StringComparison.Ordinal).Replace("{begin}", "e4da", StringComparison.Ordinal); // of number 5
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
