using Microsoft.Playwright;
using PaymentGateway.Tests.Checkout;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Contracts;

[Collection(nameof(RunningCheckout))]
public sealed class TheReferencePages(RunningCheckout running)
{
    [Fact]
    public async Task They_show_the_contract_without_asking_anybody_else_for_anything()
    {
        await using var reader = await running.NewShopperAsync();

        await reader.Page.GotoAsync($"{running.ApiAddress}/scalar");

        await Expect(reader.Page.GetByRole(AriaRole.Heading, new() { Name = "Payment Gateway API" }).First).ToBeVisibleAsync();
        await Expect(reader.Page.GetByText("Create an order").First).ToBeVisibleAsync();
        Assert.DoesNotContain(reader.Requests, request =>
            request.Url.StartsWith("http", StringComparison.Ordinal) && !request.Url.StartsWith(running.ApiAddress, StringComparison.Ordinal));
        // Its validator tries whether it may make code from text, and does without.
        Assert.DoesNotContain(reader.Violations, violation => violation != "csp: script-src eval");
        Assert.Empty(reader.Errors);
    }
}
