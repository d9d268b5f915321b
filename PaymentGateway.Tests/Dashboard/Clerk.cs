using System.Collections.Concurrent;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>Somebody of a merchant before the dashboard, and everything that browser complains about.</summary>
internal sealed class Clerk : IAsyncDisposable
{
    private const string ReportViolations =
        "addEventListener('securitypolicyviolation', e => console.error('csp: ' + e.effectiveDirective + ' ' + e.blockedURI))";

    private readonly string _address;

    private Clerk(string address, IBrowserContext context, IPage page)
    {
        (_address, Context, Page) = (address, context, page);
        page.Console += (_, message) => Console.Enqueue(message.Text);
        page.PageError += (_, error) => Errors.Enqueue(error);
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    public ConcurrentQueue<string> Console { get; } = [];

    public ConcurrentQueue<string> Errors { get; } = [];

    public IEnumerable<string> Violations => Console.Where(line => line.StartsWith("csp: ", StringComparison.Ordinal)
        || line.Contains("Content Security Policy", StringComparison.Ordinal));

    /// <summary>What carries this <c>data-test-id</c>.</summary>
    public ILocator this[string testId] => Page.GetByTestId(testId);

    public ILocator Rows => this["transaction-row"];

    public ILocator Deliveries => this["webhook-log-item"];

    public static async Task<Clerk> ComeAsync(IBrowser browser, string address)
    {
        var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = 1280, Height = 860 },
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-IN",
            TimezoneId = "Asia/Kolkata",
            Permissions = ["clipboard-read", "clipboard-write"],
        });
        await context.AddInitScriptAsync(ReportViolations);
        return new Clerk(address, context, await context.NewPageAsync());
    }

    public Task GoAsync(string path) => Page.GotoAsync(_address + path);

    public async Task TypeLogInAsync(string email, string password)
    {
        await this["email-input"].FillAsync(email);
        await this["password-input"].FillAsync(password);
        await this["login-button"].ClickAsync();
    }

    /// <summary>To a page of the main navigation, without loading the document again.</summary>
    public Task FollowAsync(string link) =>
        FollowAsync(Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = link }));

    /// <summary>
    /// Returns when the page with the link has gone: two pages may share test ids, and the address changes before the page does.
    /// </summary>
    public async Task FollowAsync(ILocator link)
    {
        await Page.EvaluateAsync("document.querySelectorAll('#main > *').forEach(element => element.dataset.previousPage = '')");
        await link.ClickAsync();
        await Expect(Page.Locator("[data-previous-page]")).ToHaveCountAsync(0);
    }

    public Task ShowsAsync(string testId) => Expect(this[testId]).ToBeVisibleAsync();

    public Task SaysAsync(string testId, string text) => Expect(this[testId]).ToHaveTextAsync(text);

    /// <summary>A message at the foot of the screen.</summary>
    public Task HearsAsync(string text) => Expect(this["notice"].Filter(new() { HasText = text })).ToBeVisibleAsync();

    /// <summary>The circuit is there, and everything has been read.</summary>
    public async Task IsLoadedAsync()
    {
        await SaysAsync("live-status", "Live");
        await Expect(Page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
    }

    public Task IsAtAsync(string path) => Expect(Page).ToHaveURLAsync(_address + path);

    public Task<string> ClipboardAsync() => Page.EvaluateAsync<string>("navigator.clipboard.readText()");

    /// <summary>Leaves behind what it saw last: the runner shows it when the test has failed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestOutputHelper is { } output)
        {
            output.WriteLine($"{Page.Url}\n{string.Join('\n', Console.Concat(Errors))}");
            output.WriteLine(Page.IsClosed ? "" : await Page.Locator("body").InnerTextAsync());
        }

        await Context.DisposeAsync();
    }
}
