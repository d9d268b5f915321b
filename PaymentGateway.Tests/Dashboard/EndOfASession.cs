using System.Diagnostics;
using PaymentGateway.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>Sessions that end by themselves, on a dashboard where that takes seconds.</summary>
[Collection(nameof(GuardedDashboard))]
public sealed class EndOfASession(GuardedDashboard running) : IAsyncLifetime
{
    private static readonly TimeSpan Idle = GuardedDashboard.LongestIdle;

    private string _address = "";

    public async ValueTask InitializeAsync() => _address = await running.ImpatientAsync();

    [Fact]
    public async Task Comes_when_nobody_uses_it_and_for_the_busy_after_their_longest_life()
    {
        using var idle = await running.LoggedInAsync(address: _address);
        using var busy = await running.LoggedInAsync(address: _address);
        var started = Stopwatch.GetTimestamp();

        var idleFor = EndOfAsync(idle, started);
        var busyFor = EndOfAsync(busy, started, () => busy.PostAsync("/session/seen"));
        await Task.WhenAll(idleFor, busyFor);

        Assert.True(await idleFor >= Idle - TimeSpan.FromSeconds(1), $"idle: {await idleFor}");
        Assert.True(await busyFor > Idle + TimeSpan.FromSeconds(1), $"busy: {await busyFor}");
        Assert.Equal("/login?back=%2Fdashboard&ended=1", (await busy.GetAsync("/dashboard")).Location);
    }

    [Fact]
    public async Task Closes_the_page_that_was_left_open()
    {
        var (_, email) = await running.NewMerchantAsync();
        var page = await running.PressLogInAsync(email, _address);
        await using var context = page.Context;

        await Expect(page.GetByTestId("login-notice")).ToHaveTextAsync("You have been logged out. Log in again to continue.", new() { Timeout = 20_000 });
    }

    [Fact]
    public async Task Is_the_same_in_a_process_that_is_shown_the_cookie_for_the_first_time()
    {
        var other = await running.ImpatientAgainAsync();
        using var visitor = await running.LoggedInAsync(address: _address);
        using var restarted = running.NewVisitor(address: other);
        restarted.Cookies["gateway-session"] = visitor.Cookies["gateway-session"];

        await Eventually.BecomesTrueAsync(async () => (await visitor.GetAsync("/session")).Status == 401, "the session ends");
        var answer = await restarted.GetAsync("/dashboard/webhooks");
        var logIn = await restarted.GetAsync(answer.Location!);

        Assert.Equal("/login?back=%2Fdashboard%2Fwebhooks&ended=1", answer.Location);
        Assert.Contains("You have been logged out. Log in again to continue.", logIn.Body, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // Asking for a live connection is no sign of life of a person.
    private static async Task<TimeSpan> EndOfAsync(Visitor visitor, long started, Func<Task>? use = null)
    {
        await Eventually.BecomesTrueAsync(async () =>
        {
            await (use?.Invoke() ?? Task.CompletedTask);
            return (await visitor.PostAsync("/_blazor/negotiate?negotiateVersion=1")).Status == 403;
        }, "the session ends");
        return Stopwatch.GetElapsedTime(started);
    }
}
