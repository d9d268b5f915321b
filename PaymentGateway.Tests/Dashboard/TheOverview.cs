using System.Net;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Dashboard;

[Collection(nameof(RunningDashboard))]
public sealed class TheOverview(RunningDashboard running)
{
    [Fact]
    public async Task Shows_the_figures_of_the_chosen_period_and_how_they_changed()
    {
        var merchant = await running.NewMerchantAsync();
        await PaidBeforeAsync(merchant, days: 20, amount: 24_966_000);
        await merchant.PaidAsync(124_830_000);
        await merchant.SettledAsync(await merchant.PayAsync("failure@sim"));
        await using var clerk = await running.LogInAsync(merchant);

        await clerk.SaysAsync("total-amount", "₹12,48,300.00");
        await clerk.SaysAsync("total-transactions", "2");
        await clerk.SaysAsync("success-rate", "50%");
        await Expect(clerk["stats-container"]).ToContainTextAsync("No data for previous period");

        await clerk["period-30d"].CheckAsync();
        await clerk.SaysAsync("total-amount", "₹14,97,960.00");
        await clerk.SaysAsync("total-transactions", "3");
        await Expect(clerk["volume-chart"].Locator(".column")).ToHaveCountAsync(30);
        var plot = (await clerk["volume-chart"].Locator(".plot").BoundingBoxAsync())!;
        var today = (await clerk["volume-chart"].Locator("rect").Last.BoundingBoxAsync())!;
        Assert.InRange(today.Y - plot.Y, 0, plot.Height / 2); // ₹12,48,300.00 on a scale that ends at ₹20,00,000.00
        await Expect(clerk["method-split"]).ToContainTextAsync("1 of 2 succeeded");

        await clerk.Page.ReloadAsync();
        await clerk.SaysAsync("total-transactions", "3");
    }

    [Fact]
    public async Task Compares_with_the_period_before()
    {
        var merchant = await running.NewMerchantAsync();
        await PaidBeforeAsync(merchant, days: 8, amount: 100_000);
        await merchant.PaidAsync(150_000);
        await using var clerk = await running.LogInAsync(merchant);

        await Expect(clerk["stats-container"].Locator(".trend").First).ToContainTextAsync("50%");
        await Expect(clerk["stats-container"].Locator(".trend").First).ToContainTextAsync("more than previous period");
    }

    [Fact]
    public async Task Shows_a_new_secret_once_and_it_is_in_force()
    {
        var merchant = await running.NewMerchantAsync();
        await using var clerk = await running.LogInAsync(merchant);
        await clerk.SaysAsync("api-key", merchant.Credentials.Key);
        await clerk.SaysAsync("api-secret", "secret_test_••••••••");

        await clerk["rotate-keys-button"].ClickAsync();
        await clerk["overlap-select"].SelectOptionAsync("0");
        await clerk["rotate-confirm-button"].ClickAsync();
        var secret = await clerk["new-api-secret"].TextContentAsync();
        await clerk.Page.Keyboard.PressAsync("Escape"); // not before it has been copied
        await clerk["theme-button"].DispatchEventAsync("click");
        await Expect(clerk.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark"); // Escape has been heard by then
        await Expect(clerk["new-secret-panel"]).ToBeVisibleAsync();
        await clerk["rotate-done-button"].ClickAsync();

        await Expect(clerk["new-secret-panel"]).ToBeHiddenAsync();
        await clerk.SaysAsync("api-secret", "secret_test_••••••••");
        using var http = merchant.Gateway.NewClient();
        http.DefaultRequestHeaders.Add("X-Api-Key", merchant.Credentials.Key);
        http.DefaultRequestHeaders.Add("X-Api-Secret", secret);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("/api/v1/payments", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Where_the_browser_has_no_clipboard_copying_fails_and_nothing_else()
    {
        var merchant = await running.NewMerchantAsync();
        await using var clerk = await running.LogInAsync(merchant);
        await clerk.SaysAsync("api-key", merchant.Credentials.Key);
        await clerk.Page.EvaluateAsync("Object.defineProperty(navigator, 'clipboard', { value: undefined })"); // as over http

        Assert.False(await clerk.Page.EvaluateAsync<bool>("dashboard.copy('text')"));
    }

    private static async Task PaidBeforeAsync(TestMerchant merchant, int days, long amount)
    {
        var at = TimeProvider.System.GetUtcNow().AddDays(-days);
        var order = Order.Create(merchant.Id, new Money(amount, "INR"), receipt: null, notes: null, at);
        order.Attempt(at);
        order.Pay(at);
        var payment = Payment.Create(order, new CardMethod("visa", "4242", SimulatedOutcome: null), at);
        payment.Settle(BankDecision.Approved("before"), at);
        await using var db = merchant.Gateway.OpenDb();
        db.AddRange(order, payment);
        await db.SaveChangesAsync();
    }
}
