using Microsoft.Playwright;

namespace PaymentGateway.Tests.Checkout;

/// <summary>What a shopper can see and press in a window of a given size, found by geometry and not by style.</summary>
internal static class Reachable
{
    /// <summary>Each control is scrolled to; the answer names those that are cut off or covered inside their document.</summary>
    private const string Controls =
        """
        () => [...document.querySelectorAll("main :is(button, a, input)")]
          .filter(control => control.offsetParent && !control.matches(":disabled"))
          .map(control => {
            control.scrollIntoView({ block: "center" });
            const box = control.getBoundingClientRect();
            const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
            const isInside = box.left >= 0 && box.top >= 0 && box.right <= document.documentElement.clientWidth
              && box.bottom <= innerHeight;
            const isOnTop = document.elementFromPoint(x, y)?.closest("button, a, input") === control;
            return { name: control.id || control.className || control.textContent.trim() || control.value, x, y,
              problem: isInside ? isOnTop ? "" : "covered" : `at ${JSON.stringify(box)}` };
          })
        """;

    /// <summary>Beside the modal's frame, what of the shop's document lies over these points of it.</summary>
    private const string Covered =
        """
        controls => {
          const frame = document.querySelector("[data-test-id=payment-iframe]");
          const { left, top } = frame.getBoundingClientRect();
          return controls.filter(({ x, y }) => document.elementFromPoint(left + x, top + y) !== frame).map(({ name }) => name);
        }
        """;

    /// <summary>The modal lies in the window with all it holds, and its frame fills it.</summary>
    private const string ModalProblems =
        """
        () => ["modal-content", "close-button"].map(name => [name, document.querySelector(`.${name}`).getBoundingClientRect()])
          .filter(([, box]) => box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight || box.height < 40)
          .map(([name, box]) => `${name} at ${JSON.stringify(box)}`)
          .concat(["width", "height"].filter(side => Math.abs(document.querySelector("iframe").getBoundingClientRect()[side]
            - document.querySelector(".modal-content").getBoundingClientRect()[side]) > .5).map(side => `the frame's ${side}`))
        """;

    private sealed class Control
    {
        public string Name { get; set; } = "";

        public double X { get; set; }

        public double Y { get; set; }

        public string Problem { get; set; } = "";
    }

    public static async Task AssertPageAsync(IPage page, string when) =>
        AssertNone(when, Problems(await page.EvaluateAsync<Control[]>(Controls)));

    public static async Task AssertModalAsync(Shopper shopper, string when)
    {
        var page = shopper.Page;
        AssertNone(when, await page.EvaluateAsync<string[]>(ModalProblems));
        var controls = await shopper.CheckoutFrame.EvaluateAsync<Control[]>(Controls);
        AssertNone(when, Problems(controls));
        AssertNone(when, await page.EvaluateAsync<string[]>(Covered, controls.Select(control =>
            new Dictionary<string, object> { ["x"] = control.X, ["y"] = control.Y, ["name"] = control.Name })));
        Assert.True(await page.EvaluateAsync<bool>(
            """
            () => {
              const box = document.querySelector(".close-button").getBoundingClientRect();
              return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2).className === "close-button";
            }
            """), $"{when}: the cross is covered");
    }

    private static string[] Problems(Control[] controls)
    {
        Assert.NotEmpty(controls);
        return [.. controls.Where(control => control.Problem != "").Select(control => $"{control.Name}: {control.Problem}")];
    }

    private static void AssertNone(string when, string[] problems) =>
        Assert.True(problems.Length == 0, $"{when}: {string.Join("; ", problems)}");
}
