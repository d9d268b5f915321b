using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using PaymentGateway.Dashboard.Browser;
using PaymentGateway.Dashboard.Gateway;
using PaymentGateway.Dashboard.Transactions;
using PaymentGateway.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>The list of transactions as a file for spreadsheets.</summary>
[Collection(nameof(GuardedDashboard))]
public sealed class TransactionDownload(GuardedDashboard running)
{
    private const int Rows = 20_000;
    private const int MostGrowth = 100; // MB

    private static readonly DateTimeOffset Noon = new(2026, 11, 3, 12, 0, 0, 250, TimeSpan.Zero);

    [Theory]
    [InlineData("=HYPERLINK(\"https://evil.example\")")]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("+1+1@bank")]
    [InlineData("-2+3@bank")]
    [InlineData("@SUM(A1:A9)")]
    [InlineData("\t=1+1")]
    [InlineData("\r=1+1")]
    public async Task A_spreadsheet_runs_no_formula_that_a_shopper_has_typed(string vpa)
    {
        var csv = await WriteAsync(PaymentOf(50_000, "INR") with { Vpa = vpa });

        Assert.Contains($",\"'{vpa.Replace("\"", "\"\"", StringComparison.Ordinal)}\",", csv, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(123_456, "INR", "1234.56")]
    [InlineData(123_456, "JPY", "123456")]
    [InlineData(123_456, "KWD", "123.456")]
    [InlineData(5, "USD", "0.05")]
    public async Task Amounts_stand_there_as_people_and_as_programs_count_them(long amount, string currency, string major)
    {
        var csv = await WriteAsync(PaymentOf(amount, currency));

        Assert.Contains($",{major},{amount},{currency},", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Times_are_those_of_the_whole_world_and_those_of_the_shop()
    {
        var csv = await WriteAsync(PaymentOf(100, "INR"));

        Assert.EndsWith(",2026-11-03T12:00:00.250Z,2026-11-03 17:30:00", csv.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Holds_what_the_list_shows_and_is_named_after_the_day()
    {
        var (merchant, email) = await running.NewMerchantAsync();
        var order = (await merchant.PostAsync("/api/v1/orders", new { amount = 12_345, receipt = "INV-7" })).Expect(201).Text("id");
        var paid = (await merchant.PostAsync("/api/v1/payments", new { order_id = order, method = "upi", vpa = "success@sim" }))
            .Expect(201).Text("id");
        await merchant.SettledAsync(paid);
        await merchant.PaidAsync(700);
        await merchant.PaidAsync(vpa: "failure@sim", amount: 12_345);
        using var visitor = running.NewVisitor();
        await visitor.LogInAsync(email, GuardedDashboard.Password);

        var file = await visitor.GetAsync("/dashboard/transactions.csv?status=success&min=100");

        var row = Assert.Single(file.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1));
        var reference = (await merchant.GetAsync($"/api/v1/payments/{paid}")).Text("bank_reference");
        Assert.StartsWith($"{paid},{order},INV-7,123.45,", row, StringComparison.Ordinal);
        Assert.Contains($",{reference},", row, StringComparison.Ordinal);
        Assert.Contains(",123.45,12345,INR,upi,success@sim,success,", row, StringComparison.Ordinal);
        Assert.Equal("text/csv; charset=utf-8", file.Header("Content-Type"));
        Assert.Matches("^attachment; filename=transactions-20[0-9]{2}-[0-9]{2}-[0-9]{2}\\.csv$", file.Header("Content-Disposition"));
    }

    [Fact]
    public async Task Twenty_thousand_rows_pass_through_and_the_page_shows_how_far_it_is()
    {
        var (address, process) = await running.StartProcessAsync();
        await using var dashboard = process;
        var (merchant, email) = await running.NewMerchantAsync();
        await using (var db = running.Gateway.OpenDb())
        {
            await PastBusiness.AddAsync(db, merchant.Id.Value, Rows, days: 30);
        }

        var page = await running.BrowseAsync(email, address);
        await using var context = page.Context;
        await page.GotoAsync(address + "/dashboard/transactions");
        await Expect(page.GetByTestId("pager-range")).ToHaveTextAsync("1–25 of 10,000+");
        var before = Memory(process.Pid, "VmRSS");

        var (lines, progress) = await DownloadAsync(page);

        Assert.Equal(Rows, lines.Length - 1);
        Assert.Equal(Rows, lines.Skip(1).Select(line => line[..20]).Distinct().Count());
        await Expect(page.GetByTestId("export-progress")).ToHaveTextAsync("20,000 rows downloaded");
        Assert.Contains(progress, text => IsUnderWay(text, " rows")); // the list has counted 10,000 of them
        var growth = Memory(process.Pid, "VmHWM") - before;
        TestContext.Current.TestOutputHelper?.WriteLine($"The process grew by {growth} MB at most, from {before} MB.");
        Assert.True(growth < MostGrowth, $"{growth} MB");

        await page.GotoAsync(address + "/dashboard/transactions?method=card");
        var total = await page.GetByTestId("pager-range").InnerTextAsync();
        (_, progress) = await DownloadAsync(page);

        Assert.Contains(progress, text => IsUnderWay(text, $"{total[total.IndexOf(" of", StringComparison.Ordinal)..]} rows"));
    }

    private static bool IsUnderWay(string progress, string end) =>
        progress.EndsWith(end, StringComparison.Ordinal) && !progress.StartsWith("0 ", StringComparison.Ordinal)
        && progress[..^end.Length].All(c => char.IsAsciiDigit(c) || c == ',');

    /// <returns>The lines of the file, and what the page said meanwhile.</returns>
    private static async Task<(string[] Lines, string[] Progress)> DownloadAsync(IPage page)
    {
        await Expect(page.GetByTestId("transaction-row").First).ToBeVisibleAsync();
        await page.EvaluateAsync("""
            () => {
              window.seen = [];
              new MutationObserver(() => window.seen.push(document.querySelector("[data-test-id=export-progress]")?.textContent ?? ""))
                .observe(document.body, { subtree: true, childList: true, characterData: true });
            }
            """);
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("export-button").ClickAsync());
        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        await Expect(page.GetByTestId("export-progress")).ToContainTextAsync("rows downloaded");
        return (lines, await page.EvaluateAsync<string[]>("window.seen"));
    }

    private static async Task<string> WriteAsync(Payment payment)
    {
        using var file = new MemoryStream();
        var rows = new[] { payment }.ToAsyncEnumerable();
        await TransactionCsv.WriteAsync(rows, file, BrowserView.Of(new DefaultHttpContext().Request), _ => { }, CancellationToken.None);
        var csv = Encoding.UTF8.GetString(file.ToArray());
        return csv[(csv.IndexOf('\n', StringComparison.Ordinal) + 1)..];
    }

    private static Payment PaymentOf(long amount, string currency) => new(
        "pay_0123456789abcdef", "order_0123456789abcdef", amount, currency, "upi", "shopper@okbank", null, null, Payment.Success,
        Captured: false, 0, 0, "none", null, null, null, null, Noon, Noon);

    /// <returns>Megabytes: VmRSS now, or VmHWM at its highest.</returns>
    private static int Memory(int pid, string name) => File.ReadLines($"/proc/{pid}/status")
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => int.Parse(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024)
        .Single();
}
