using System.Web;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Dashboard;

[Collection(nameof(RunningDashboard))]
public sealed class TestPayments(RunningDashboard running)
{
    [Fact]
    public async Task The_button_of_an_empty_overview_opens_the_checkout_with_a_new_order_in_another_tab()
    {
        var merchant = await running.NewMerchantAsync();
        await using var clerk = await running.LogInAsync(merchant);

        var address = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        clerk.Context.Request += (_, sent) => _ = sent.Url.Contains("/checkout?", StringComparison.Ordinal) && address.TrySetResult(sent.Url);
        await clerk.Context.RunAndWaitForPageAsync(() => clerk["test-payment-button"].ClickAsync());
        var request = await address.Task.WaitAsync(TimeSpan.FromSeconds(30));

        var query = HttpUtility.ParseQueryString(new Uri(request).Query);
        Assert.StartsWith("http://localhost:3001/checkout?", request, StringComparison.Ordinal);
        Assert.Equal(merchant.Credentials.Key, query["key"]);
        Assert.Equal(50_000, (await merchant.GetAsync($"/api/v1/orders/{query["order_id"]}")).Expect(200).Number("amount"));
        await clerk.IsAtAsync("/dashboard");
        await clerk.FollowAsync("Orders");
        await Expect(clerk["order-row"]).ToHaveCountAsync(1);
    }
}
