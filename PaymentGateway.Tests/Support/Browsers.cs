using Microsoft.Playwright;
using PaymentGateway.Tests.Support;

[assembly: AssemblyFixture(typeof(Browsers))]

namespace PaymentGateway.Tests.Support;

/// <summary>The one browser of the run, started by the first test that needs it. Each visitor has a context of his own.</summary>
public sealed class Browsers : IAsyncLifetime
{
    // Without a graphics card, a process for one only costs time.
    private static readonly string[] Arguments = ["--no-sandbox", "--disable-gpu", "--disable-software-rasterizer", "--in-process-gpu"];

    private readonly Lazy<Task<IBrowser>> _browser;
    private IPlaywright? _playwright;

    public Browsers() => _browser = new(LaunchAsync);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    internal Task<IBrowser> GetAsync()
    {
        Assert.SkipWhen(Chromium.Path is null, "needs Chromium: apt-get install chromium, or set CHROMIUM to its path");
        return _browser.Value;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser.IsValueCreated)
        {
            await (await _browser.Value).DisposeAsync();
        }

        _playwright?.Dispose();
    }

    private async Task<IBrowser> LaunchAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _playwright.Selectors.SetTestIdAttribute("data-test-id");
        Assertions.SetDefaultExpectTimeout(30_000);
        return await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.Path, Args = Arguments });
    }
}
