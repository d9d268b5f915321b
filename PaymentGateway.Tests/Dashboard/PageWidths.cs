using Microsoft.Playwright;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>A page in windows between a small phone and a large screen.</summary>
internal static class PageWidths
{
    private static readonly int[] All = [320, 400, 600, 767, 860, 901, 1000, 1139, 1280, 1920];

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

    public static async Task InspectAsync(IPage page, string name)
    {
        foreach (var width in All)
        {
            await page.SetViewportSizeAsync(width, 900);
            if (PageInspection.TakesPictures)
            {
                await page.ScreenshotAsync(new()
                {
                    Path = Path.Combine(SourceTree.Root, "artifacts", "screenshots", $"{name}-{width}.png"),
                    Animations = ScreenshotAnimations.Disabled,
                });
            }

            var found = await page.EvaluateAsync<string[]>(FindCutOff);

            Assert.True(found.Length == 0, $"{name} at {width} px: {string.Join(", ", found)}");
        }
    }
}
