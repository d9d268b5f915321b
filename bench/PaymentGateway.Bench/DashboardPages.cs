using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Bench;

/// <summary>
/// The dashboard of a merchant with half a million payments: how long from a click until a page shows its data, in a real
/// browser, and what a download of a hundred thousand rows costs.
/// </summary>
internal static class DashboardPages
{
    private const int Payments = 500_000;
    private const int Deliveries = 100_000;
    private const int Days = 90;
    private const int DownloadDays = 18; // a fifth: a hundred thousand rows
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

    public static async Task RunAsync(Rig rig)
    {
        await using (var db = rig.OpenDb())
        {
            var merchant = (await db.Merchants.SingleAsync(m => m.Email == SandboxMerchant.Email)).Id.Value;
            await PastBusiness.AddAsync(db, merchant, Payments, Days);
            await PastBusiness.AddDeliveriesAsync(db, merchant, Deliveries);
            await db.Database.ExecuteSqlAsync($"VACUUM ANALYZE"); // or the server does it meanwhile
        }

        var (address, pid) = await rig.StartDashboardAsync();
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
        await MeasurePagesAsync(page);
        await MeasureDownloadAsync(page, address, pid);
    }

    private static async Task MeasurePagesAsync(IPage page)
    {
        var taken = Pages.ToDictionary(known => known.Name, _ => new List<double>());
        await page.ClickAsync("a[href='dashboard/docs']");
        for (var visit = -WarmUp; visit < Visits; visit++)
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
            times.Sort();
            Print($"dashboard, {name,-12} p50 {times[times.Count / 2],5:0} ms  p95 {times[(int)(times.Count * 0.95)],5:0} ms from the click to the data");
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

    private static async Task MeasureDownloadAsync(IPage page, Uri address, int pid)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date);
        var query = $"?from={today.AddDays(-DownloadDays - 20):yyyy-MM-dd}&to={today.AddDays(-21):yyyy-MM-dd}";
        await page.GotoAsync(new Uri(address, "/dashboard/transactions" + query).AbsoluteUri);
        await page.WaitForSelectorAsync("[data-test-id=transaction-row]");
        var before = Memory(pid, "VmRSS");
        var started = Stopwatch.GetTimestamp();
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("[data-test-id=export-button]"));
        var file = await download.PathAsync();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Print($"download, {File.ReadLines(file).Count() - 1} rows in {seconds:0.0} s, process {before} MB, at most {Memory(pid, "VmHWM")} MB");
    }

    private static int Memory(int pid, string name) => File.ReadLines($"/proc/{pid}/status")
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => int.Parse(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024)
        .Single();

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
