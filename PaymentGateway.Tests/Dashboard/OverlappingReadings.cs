using PaymentGateway.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>A page reads again while an older reading of it is under way: whichever ends last, it shows what was read last.</summary>
[Collection(nameof(RunningDashboard))]
public sealed class OverlappingReadings(RunningDashboard running)
{
    [Fact]
    public async Task An_older_reading_that_ends_later_changes_nothing()
    {
        var merchant = await running.NewMerchantAsync();
        var id = await merchant.PaidAsync();
        await using var slow = await RoundRobinProxy.StartAsync(running.Api.GetLeftPart(UriPartial.Authority));
        var address = RunningDashboard.NewAddress();
        await running.StartAnotherAsync(address, new Uri(slow.Address));
        await using var clerk = await running.LogInAsync(merchant, address);
        await clerk.GoAsync("/dashboard/transactions");
        var (release, isHeld) = (new TaskCompletionSource(), 0);
        slow.Hold = path => path == $"/api/v1/payments/{id}" && Interlocked.Exchange(ref isHeld, 1) == 0 ? release.Task : Task.CompletedTask;

        await clerk.FollowAsync(clerk.Page.Locator($"a[href*='{id}']").First);
        await Eventually.BecomesTrueAsync(() => isHeld == 1, "the first reading is under way");
        (await merchant.PostAsync($"/api/v1/payments/{id}/refunds", new { amount = 12_050 })).Expect(201);
        await Expect(clerk["refund-state"]).ToHaveTextAsync("Processed");
        release.SetResult();

        await clerk["refund-button"].ClickAsync();
        await clerk.SaysAsync("refund-available", "₹379.50");
        await Expect(clerk["refund-state"]).ToHaveTextAsync("Processed");
    }
}
