using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace PaymentGateway.Tests.Checkout;

internal sealed record Screen(int Width, int Height, ColorScheme Scheme = ColorScheme.Light, string Language = "en-IN", bool IsMobile = false)
{
    public static readonly Screen Desktop = new(1280, 800);
    public static readonly Screen Phone = new(360, 740);
}

/// <summary>Somebody with a browser of their own, and everything that browser complains about.</summary>
internal sealed class Shopper : IAsyncDisposable
{
    // Runs in every frame, so that a violation inside the checkout is heard as well.
    private const string ReportViolations =
        "addEventListener('securitypolicyviolation', e => console.error('csp: ' + e.effectiveDirective + ' ' + e.blockedURI))";

    private readonly IBrowserContext _context;

    private Shopper(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) => Console.Enqueue(message.Text);
        page.PageError += (_, error) => Errors.Enqueue(error);
        context.Request += (_, request) => Requests.Enqueue(request);
    }

    public IPage Page { get; }

    public ConcurrentQueue<string> Console { get; } = [];

    public ConcurrentQueue<string> Errors { get; } = [];

    public ConcurrentQueue<IRequest> Requests { get; } = [];

    public IBrowserContext Context => _context;

    public ILocator Modal => Page.GetByTestId("payment-modal");

    public ILocator CloseButton => Page.GetByTestId("close-modal-button");

    /// <summary>The checkout, in its frame or on its own.</summary>
    public CheckoutPage Checkout => new(Page.Url.Contains("/checkout?", StringComparison.Ordinal)
        ? Page.GetByTestId
        : testId => Page.FrameLocator("[data-test-id=payment-iframe]").GetByTestId(testId));

    /// <summary>The document inside the frame, for what only scripts can see.</summary>
    public IFrame CheckoutFrame => Page.Frames.Single(frame => frame.Url.Contains("/checkout?", StringComparison.Ordinal));

    public IEnumerable<string> Violations => Console.Where(line => line.StartsWith("csp: ", StringComparison.Ordinal)
        || line.Contains("Content Security Policy", StringComparison.Ordinal));

    public static async Task<Shopper> ComeAsync(IBrowser browser, Screen screen)
    {
        var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = screen.Width, Height = screen.Height },
            ColorScheme = screen.Scheme,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = screen.Language,
            IsMobile = screen.IsMobile,
        });
        await context.AddInitScriptAsync(ReportViolations);
        return new Shopper(context, await context.NewPageAsync());
    }

    /// <summary>Until the page in the modal can be used.</summary>
    public async Task OpenModalAsync(string url)
    {
        await ClickPayAsync(url);
        await IsReadyAsync();
    }

    public async Task ClickPayAsync(string url)
    {
        await Page.GotoAsync(url);
        await Page.ClickAsync("#pay-button");
    }

    /// <summary>The page shows that at last; its pauses are not waited for, its own clock is moved on (after <c>Clock.InstallAsync</c>).</summary>
    public Task HurryToAsync(string testId) => Support.Eventually.BecomesTrueAsync(async () =>
    {
        await Page.Clock.FastForwardAsync(1000);
        return await Checkout[testId].IsVisibleAsync();
    }, $"{testId} is shown");

    /// <summary>The page in the frame has said that it can be used: it has its height, and the focus.</summary>
    public Task IsReadyAsync() => Assertions.Expect(Page.Locator(".modal-content[data-waiting]")).ToHaveCountAsync(0);

    /// <summary>What the shop's page wrote, line by line, once there are enough of them.</summary>
    public async Task<IReadOnlyList<string>> HearAsync(int lines)
    {
        await Support.Eventually.BecomesTrueAsync(() => Callbacks().Count >= lines, $"{lines} callbacks");
        return Callbacks();
    }

    public IReadOnlyList<string> Callbacks() =>
        [.. Console.Where(line => line.StartsWith("Payment ", StringComparison.Ordinal) || line.StartsWith("Modal ", StringComparison.Ordinal))];

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
