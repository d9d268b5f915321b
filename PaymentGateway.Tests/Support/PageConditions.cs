using Microsoft.Playwright;

namespace PaymentGateway.Tests.Support;

internal static class PageConditions
{
    /// <summary>
    /// Waits until an expression is true in the page; false when it is not in time. Not Playwright's own wait, which evaluates
    /// a string again and again: the content security policy of our pages forbids that.
    /// </summary>
    public static Task<bool> BecomesTrueAsync(this IPage page, string expression, TimeSpan within) =>
        page.EvaluateAsync<bool>($$"""
            async milliseconds => {
                const end = performance.now() + milliseconds;
                while (!({{expression}}) && performance.now() < end) {
                    await new Promise(requestAnimationFrame);
                }
                return !!({{expression}});
            }
            """, within.TotalMilliseconds);
}
