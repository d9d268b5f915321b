using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Dashboard;

[Collection(nameof(RunningDashboard))]
public sealed class TheDocs(RunningDashboard running)
{
    private static readonly (string Name, string Title)[] Languages =
        [("curl", "curl"), ("csharp", "C#"), ("node", "Node"), ("python", "Python"), ("php", "PHP")];

    [Fact]
    public async Task Are_filled_in_with_the_merchants_own_key_and_order_in_every_language()
    {
        var merchant = await running.NewMerchantAsync();
        var order = await merchant.CreateOrderAsync();
        await using var clerk = await running.LogInAsync(merchant);
        await clerk.FollowAsync("API docs");

        foreach (var (language, title) in Languages)
        {
            await clerk[$"tab-create-order-{language}"].CheckAsync();
            await Expect(clerk["section-create-order"].Locator(".code-bar")).ToHaveTextAsync(title);
            await Expect(clerk["code-snippet-create-order"]).ToContainTextAsync(merchant.Credentials.Key);
            await Expect(clerk["code-snippet-create-payment"]).ToContainTextAsync(order);
            await Expect(clerk["code-snippet-create-payment"]).ToContainTextAsync(running.Api.GetLeftPart(UriPartial.Authority));
            await Expect(clerk["code-snippet-webhook"]).Not.ToContainTextAsync("{{");
        }

        await Expect(clerk["code-snippet-sdk"]).ToContainTextAsync("http://localhost:3001/checkout.js");
        await Expect(clerk["section-webhook-verification"]).ToBeVisibleAsync();
        await Expect(clerk["test-values-table"]).ToContainTextAsync("decline.insufficient-funds@sim");
    }

    [Fact]
    public async Task Remember_the_language_and_give_the_code_to_the_clipboard()
    {
        await using var clerk = await running.LogInAsync(await running.NewMerchantAsync());
        await clerk.FollowAsync("API docs");
        await clerk["tab-refunds-python"].CheckAsync();
        await Expect(clerk["code-snippet-create-order"]).ToContainTextAsync("import");

        await clerk.Page.ReloadAsync();
        await Expect(clerk["tab-create-order-python"]).ToBeCheckedAsync();
        await clerk.Page.GetByRole(AriaRole.Button, new() { Name = "Copy code: Create an order" }).ClickAsync();
        await Expect(clerk.Page.GetByRole(AriaRole.Button, new() { Name = "Copied" })).ToBeVisibleAsync();
        Assert.Equal(await clerk["code-snippet-create-order"].InnerTextAsync(), await clerk.ClipboardAsync());
    }
}
