using Microsoft.Playwright;

namespace PaymentGateway.Tests.Support;

internal static class PageConditions
{
    /// <summary>
    /// Waits until an expression is true in the page; returns false on timeout. Playwright's own wait evaluates a string
    /// repeatedly, which our content security policy forbids.
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
