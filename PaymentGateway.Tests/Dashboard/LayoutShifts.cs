using Microsoft.Playwright;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>How much a page moves while it loads, as browsers measure it.</summary>
internal static class LayoutShifts
{
    private const double Max = 0.1; // what web.dev calls good

    private const string Record =
        """
        window.layoutShift = 0;
        window.shifted = [];
        const place = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join();
        new PerformanceObserver(list => {
          for (const { hadRecentInput, value, sources } of list.getEntries()) {
            if (hadRecentInput) continue;
            layoutShift += value;
            for (const { node, previousRect, currentRect } of sources) {
              shifted.push(`${node?.localName}.${node?.className} ${place(previousRect)} → ${place(currentRect)}`);
            }
          }
        }).observe({ type: "layout-shift", buffered: true });
        """;

    /// <summary>Records in every page that is loaded from now on.</summary>
    public static Task RecordAsync(IBrowserContext context) => context.AddInitScriptAsync(Record);

    public static async Task InspectAsync(IPage page, string name)
    {
        var shift = await page.EvaluateAsync<double>(
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(layoutShift))))");

        TestContext.Current.TestOutputHelper?.WriteLine($"{name} moves by {shift:0.000}");
        Assert.True(shift < Max, $"{name} moves by {shift:0.000}:\n{await page.EvaluateAsync<string>("shifted.join('\\n')")}");
    }
}
