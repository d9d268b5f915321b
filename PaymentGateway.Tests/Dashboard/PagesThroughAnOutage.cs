using Microsoft.Playwright;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>While nothing can be pushed the page says so, and afterwards it shows what has happened in between.</summary>
[Collection(nameof(RunningDashboard))]
public sealed class PagesThroughAnOutage(RunningDashboard running, Servers servers)
{
    [Fact]
    public async Task The_indicator_follows_Redis_and_the_list_is_read_again()
    {
        // Not the shared one: when enough requests fail, a dashboard's circuit breaker refuses all others for 5 s.
        var address = RunningDashboard.NewAddress();
        await running.StartAnotherAsync(address, running.Api);
        var merchant = await running.NewMerchantAsync();
        await using var clerk = await running.LogInAsync(merchant, address);
        await clerk.GoAsync("/dashboard/transactions");
        await clerk.ShowsAsync("empty-state");
        await clerk.SaysAsync("live-status", "Live");

        string payment;
        HostProcess.Send(running.Gateway.Redis.Server.Pid, Signal.Stop);
        try
        {
            await clerk.SaysAsync("live-status", "Reconnecting …");
            payment = await merchant.PayAsync();
        }
        finally
        {
            HostProcess.Send(running.Gateway.Redis.Server.Pid, Signal.Continue);
        }

        await clerk.SaysAsync("live-status", "Live");
        await Expect(clerk["payment-id"]).ToHaveTextAsync(payment);
    }

    [Fact]
    public async Task A_frozen_API_is_noticed_by_the_first_request_and_every_open_page_is_read_again()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { OwnProcesses = OwnProcesses.Api, Workers = 0 });
        var address = RunningDashboard.NewAddress();
        await running.StartAnotherAsync(address, gateway.ApiAddresses[0]);
        var merchant = await RunningDashboard.NewMerchantAsync(gateway);
        var payment = await merchant.PayAsync();
        await using var clerk = await running.LogInAsync(merchant, address);
        await clerk.SaysAsync("live-status", "Live");
        var docs = await clerk.Context.NewPageAsync();
        await docs.GotoAsync(address + "/dashboard");
        await Expect(docs.GetByTestId("live-status")).ToHaveTextAsync("Live");

        HostProcess.Send(gateway.Apis[0].Pid, Signal.Stop);
        try
        {
            await docs.GetByRole(AriaRole.Link, new() { Name = "API docs" }).ClickAsync();
            await clerk.FollowAsync("Transactions");
            await Expect(clerk["problem"]).ToBeVisibleAsync(new() { Timeout = 15_000 });
            await clerk.SaysAsync("live-status", "Reconnecting …");
            await Expect(docs.GetByTestId("problem")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        }
        finally
        {
            HostProcess.Send(gateway.Apis[0].Pid, Signal.Continue);
        }

        await clerk.SaysAsync("live-status", "Live");
        await Expect(clerk["payment-id"]).ToHaveTextAsync(payment);
        await Expect(docs.GetByTestId("section-create-order")).ToBeVisibleAsync();
    }
}
