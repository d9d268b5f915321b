using PaymentGateway.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Dashboard;

[Collection(nameof(RunningDashboard))]
public sealed class FailingEndpoint(RunningDashboard running)
{
    [Fact]
    public async Task From_the_third_failure_in_a_row_every_page_warns_until_a_delivery_succeeds()
    {
        var isFailing = true;
        await using var receiver = await Receiver.StartAsync((http, _) =>
        {
            http.Response.StatusCode = Volatile.Read(ref isFailing) ? 500 : 200;
            return Task.CompletedTask;
        });
        var merchant = await running.NewMerchantAsync(receiver.Url);
        await using var clerk = await running.LogInAsync(merchant);
        await clerk.FollowAsync("Webhooks");
        for (var sent = 1; sent <= 2; sent++)
        {
            await clerk["test-webhook-button"].ClickAsync();
            await Expect(clerk["webhook-status"].Filter(new() { HasText = "Retrying" })).ToHaveCountAsync(sent);
        }

        await Expect(clerk["endpoint-health"]).ToHaveCountAsync(0);
        await Expect(clerk["endpoint-alert"]).ToHaveCountAsync(0);
        await clerk["test-webhook-button"].ClickAsync();

        await Expect(clerk["endpoint-health"]).ToContainTextAsync("Failing since");
        await Expect(clerk["endpoint-health"]).ToContainTextAsync("3 failures in a row · last response 500");
        await Expect(clerk["endpoint-alert"].First).ToBeVisibleAsync();
        await clerk.FollowAsync("Overview");
        await Expect(clerk["endpoint-health"]).ToContainTextAsync("failures in a row · last response 500");

        Volatile.Write(ref isFailing, false);
        (await merchant.PostAsync("/api/v1/merchant/webhook/test")).Expect(200);
        await Expect(clerk["endpoint-alert"]).ToHaveCountAsync(0);
        await Expect(clerk["endpoint-health"]).ToHaveCountAsync(0);
        await Expect(clerk["webhook-health"]).ToContainTextAsync("4 of 4 delivered"); // the others are retried meanwhile
    }
}
