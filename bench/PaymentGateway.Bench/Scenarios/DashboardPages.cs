using System.Diagnostics;
using Microsoft.Playwright;
using PaymentGateway.Bench.Load;
using PaymentGateway.Bench.Reports;
using PaymentGateway.Bench.Running;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Bench.Scenarios;

/// <summary>
/// The dashboard of a merchant with many payments: how long from a click until a page shows its data, in a real browser, and
/// what a download of some hundred thousand rows costs.
/// </summary>
internal static class DashboardPages
{
    public const string Name = "dashboard";

    private const int DownloadRows = 100_000;
    private const int Visits = 30;
    private const int WarmUp = 15; // until the server's code is compiled for good

    // Ready: what is there only when the data is.
    private static readonly (string Name, string Link, string Ready)[] Pages =
    [
        ("overview", "a[href='dashboard']", "[data-test-id=stats-container]"),
        ("transactions", "a[href='dashboard/transactions']", "[data-test-id=transaction-row]"),
        ("payment", "[data-test-id=transaction-row] a", "[data-test-id=payment-detail]"),
        ("webhooks", "a[href='dashboard/webhooks']", "[data-test-id=webhook-log-item]"),
        ("docs", "a[href='dashboard/docs']", "[data-test-id=code-snippet-create-order]"),
    ];

    public static async Task MeasureAsync(BenchEnvironment environment, Report report, BenchOptions options)
    {
        var (pid, address) = await environment.StartDashboardAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium.Path,
            Args = ["--no-sandbox"],
        });
        var page = await browser.NewPageAsync();
        await page.GotoAsync(new Uri(address, "/login").AbsoluteUri);
        await page.ClickAsync("[data-test-id=sandbox-login-button]");
        await page.WaitForSelectorAsync("[data-test-id=stats-container]");
        for (var run = 0; run < options.Runs; run++)
        {
            await MeasurePagesAsync(page, report, warmUp: run == 0 ? WarmUp : 0);
        }

        await MeasureDownloadAsync(page, report, address, pid, options.Rows);
    }

    private static async Task MeasurePagesAsync(IPage page, Report report, int warmUp)
    {
        var taken = Pages.ToDictionary(known => known.Name, _ => new List<double>());
        await page.ClickAsync("a[href='dashboard/docs']");
        for (var visit = -warmUp; visit < Visits; visit++)
        {
            foreach (var (name, link, ready) in Pages)
            {
                var milliseconds = await ClickAsync(page, link, ready);
                if (visit >= 0)
                {
                    taken[name].Add(milliseconds);
                }
            }
        }

        foreach (var (name, times) in taken)
        {
            report.Add(Name, $"{name}, p95 from the click to the data", Latencies.Of(times, seconds: 0).P95Ms, "ms", "≤ 300");
        }
    }

    private static Task<double> ClickAsync(IPage page, string link, string ready) => page.EvaluateAsync<double>(
        """
        ([link, ready]) => new Promise((resolve, reject) => {
          const started = performance.now();
          const look = () => {
            const time = performance.now() - started;
            if (document.querySelector(ready) && !document.querySelector("#main .bone")) resolve(time);
            else if (time > 30000) reject(new Error("no " + ready));
            else setTimeout(look, 1);
          };
          document.querySelector(link).click();
          setTimeout(look, 1);
        })
        """, new[] { link, ready });

    private static async Task MeasureDownloadAsync(IPage page, Report report, Uri address, int pid, int payments)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date);
        var days = Math.Max(1, (int)((long)DownloadRows * HistoricalData.Days / payments));
        var query = $"?from={today.AddDays(-days - 10):yyyy-MM-dd}&to={today.AddDays(-11):yyyy-MM-dd}";
        await page.GotoAsync(new Uri(address, "/dashboard/transactions" + query).AbsoluteUri);
        await page.WaitForSelectorAsync("[data-test-id=transaction-row]");
        var started = Stopwatch.GetTimestamp();
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("[data-test-id=export-button]"));
        var file = await download.PathAsync();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        report.Add(Name, "download", (File.ReadLines(file).Count() - 1) / seconds, "rows per s");
        report.Add(Name, "dashboard resident during a download, at most", ProcessUsage.MaxMegabytes(pid), "MB");
    }
}
