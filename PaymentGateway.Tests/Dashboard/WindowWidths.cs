using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>Every page in windows between a small phone and a large screen.</summary>
[Collection(nameof(RunningDashboard))]
public sealed class WindowWidths(RunningDashboard running)
{
    private const double MaxLayoutShift = 0.1; // what web.dev calls good

    private static readonly int[] Widths = [320, 400, 600, 767, 860, 901, 1000, 1139, 1280, 1920];

    // Nothing may end beyond the window, and no box may hide a part of what it holds; an ellipsis says that it does.
    private const string FindCutOff =
        """
        () => [...document.querySelectorAll("main *, header *, nav *")].filter(element => {
          const style = getComputedStyle(element);
          const box = element.getBoundingClientRect();
          if (!element.checkVisibility({ visibilityProperty: true }) || box.width <= 2 || style.clipPath !== "none") return false;
          for (let parent = element; parent; parent = parent.parentElement) {
            if (parent.matches(".visually-hidden, .tip") || getComputedStyle(parent).overflowX === "auto") return false;
          }
          const isHidden = style.overflowX === "hidden" && style.textOverflow !== "ellipsis" && element.scrollWidth > element.clientWidth + 1;
          return isHidden || box.right > innerWidth + 1 || box.left < -1;
        }).map(element => `${element.localName}.${element.className.baseVal ?? element.className} "${element.textContent.trim().slice(0, 40)}"`)
        """;

    public static TheoryData<string> Pages =>
        [.. PageStates.Lists, .. PageStates.Details, "overview", "overview-empty", "docs", "login"];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Nothing_is_cut_off_at_any_width(string state)
    {
        await using var clerk = await running.NewClerkAsync();
        await new PageStates(running, clerk).ReachAsync(state);
        foreach (var width in Widths)
        {
            await clerk.Page.SetViewportSizeAsync(width, 600);
            if (PageInspection.TakesPictures)
            {
                await clerk.Page.ScreenshotAsync(new()
                {
                    Path = Path.Combine(SourceTree.Root, "artifacts", "screenshots", $"dashboard-{state}-{width}.png"),
                    FullPage = true,
                });
            }

            var found = await clerk.Page.EvaluateAsync<string[]>(FindCutOff);

            Assert.True(found.Length == 0, $"{state} at {width} px: {string.Join(", ", found)}");
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_that_loads_moves_little(string state)
    {
        foreach (var (width, height) in new[] { (1280, 600), (1000, 900), (360, 780) })
        {
            await using var clerk = await running.NewClerkAsync();
            await clerk.Page.SetViewportSizeAsync(width, height);
            await clerk.Context.AddInitScriptAsync(
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
                """);
            await new PageStates(running, clerk).ReachAsync(state);

            var shift = await clerk.Page.EvaluateAsync<double>(
                "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(layoutShift))))");

            TestContext.Current.TestOutputHelper?.WriteLine($"{state} at {width} × {height}: {shift:0.000}");
            Assert.True(shift < MaxLayoutShift,
                $"{state} at {width} × {height} moves by {shift:0.000}:\n{await clerk.Page.EvaluateAsync<string>("shifted.join('\\n')")}");
        }
    }
}
