using PaymentGateway.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>What may be typed as the least and the most amount of the list.</summary>
[Collection(nameof(RunningDashboard))]
public sealed class FilterAmounts(RunningDashboard running)
{
    private static readonly string[] Unreadable = ["12,5", "6,95", "1.000", "1.000,00", "₹5", "5e2", "-5"];

    [Fact]
    public async Task An_amount_that_cannot_be_read_is_refused_at_its_field_and_filters_nothing()
    {
        await using var clerk = await running.LogInAsync(await MerchantAsync());
        await clerk.FollowAsync("Transactions");
        await Expect(clerk.Rows).ToHaveCountAsync(2);

        foreach (var name in new[] { "min", "max" })
        {
            foreach (var typed in Unreadable)
            {
                await clerk[$"{name}-filter"].FillAsync(typed);
                await clerk[$"{name}-filter"].PressAsync("Enter");

                await Expect(clerk[$"{name}-fault"]).ToContainTextAsync("Enter an amount like 1,250.00");
                await Expect(clerk[$"{name}-filter"]).ToHaveAttributeAsync("aria-invalid", "true");
                await clerk.IsAtAsync("/dashboard/transactions");
                await Expect(clerk.Rows).ToHaveCountAsync(2);

                // After each: the next fault would look like this one, and its response would come while the field is emptied.
                await clerk[$"{name}-filter"].FillAsync("");
                await clerk[$"{name}-filter"].PressAsync("Enter");
                await Expect(clerk[$"{name}-fault"]).ToBeEmptyAsync();
            }
        }

        await clerk["max-filter"].FillAsync("1,000");
        await clerk["max-filter"].PressAsync("Enter");
        await clerk.IsAtAsync("/dashboard/transactions?max=1,000");
        await Expect(clerk.Rows).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task An_amount_in_the_address_that_cannot_be_read_shows_its_error_and_no_payments()
    {
        await using var clerk = await running.LogInAsync(await MerchantAsync());
        foreach (var (name, typed) in new[] { ("max", "12,5"), ("min", "1.000"), ("max", "x") })
        {
            await clerk.GoAsync($"/dashboard/transactions?{name}={typed}");

            await Expect(clerk[$"{name}-fault"]).ToContainTextAsync("Enter an amount like");
            await Expect(clerk[$"{name}-filter"]).ToHaveValueAsync(typed);
            await Expect(clerk["empty-state"]).ToContainTextAsync("Invalid amount");
            await Expect(clerk.Rows).ToHaveCountAsync(0);
            await Expect(clerk["export-button"]).ToBeDisabledAsync();
        }

        await clerk["max-filter"].FillAsync("5000");
        await clerk["max-filter"].PressAsync("Enter");
        await clerk.IsAtAsync("/dashboard/transactions?max=5000");
        await Expect(clerk["max-fault"]).ToBeEmptyAsync();
        await Expect(clerk.Rows).ToHaveCountAsync(2);
        await clerk.GoAsync("/dashboard/transactions?min=x&status=success");
        await clerk["clear-filters"].ClickAsync();
        await Expect(clerk.Rows).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task A_download_whose_amount_cannot_be_read_returns_400()
    {
        var merchant = await MerchantAsync();
        using var visitor = new Visitor(running.Address, overHttps: false);
        Assert.Equal(302, (await visitor.LogInAsync(await RunningDashboard.EmailOfAsync(merchant), RunningDashboard.Password)).Status);

        foreach (var typed in Unreadable)
        {
            var refused = await visitor.GetAsync($"/dashboard/transactions.csv?max={Uri.EscapeDataString(typed)}");
            Assert.Equal((400, true), (refused.Status, refused.Body.Contains("max", StringComparison.Ordinal)));
        }

        var read = await visitor.GetAsync("/dashboard/transactions.csv?max=1,000&min=0.5");
        Assert.Equal((200, 2), (read.Status, read.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
    }

    [Fact]
    public async Task An_amount_holds_for_every_currency_in_its_own_units()
    {
        var merchant = await running.NewMerchantAsync();
        foreach (var (amount, currency) in new[] { (49_999, "USD"), (50_000, "USD"), (499, "JPY"), (50_000, "JPY"), (499_990, "KWD"), (500_000, "KWD") })
        {
            var order = await merchant.CreateOrderAsync(amount, currency);
            (await merchant.PostAsync("/api/v1/payments", new { order_id = order, method = "card", card = TestCards.Visa })).Expect(201);
        }

        await using var clerk = await running.LogInAsync(merchant);
        await clerk.GoAsync("/dashboard/transactions?min=500");
        await Expect(clerk.Rows).ToHaveCountAsync(3);
        Assert.Equal(["$500.00", "KWD\u00a0500.000", "¥50,000"], (await clerk["amount"].AllInnerTextsAsync()).Order(StringComparer.Ordinal));
        await clerk.GoAsync("/dashboard/transactions?max=499.99");
        await Expect(clerk.Rows).ToHaveCountAsync(3);
        Assert.Equal(["$499.99", "KWD\u00a0499.990", "¥499"], (await clerk["amount"].AllInnerTextsAsync()).Order(StringComparer.Ordinal));
    }

    private async Task<TestMerchant> MerchantAsync()
    {
        var merchant = await running.NewMerchantAsync();
        await merchant.PaidAsync(50_000);
        await merchant.PaidAsync(250_000);
        return merchant;
    }
}
