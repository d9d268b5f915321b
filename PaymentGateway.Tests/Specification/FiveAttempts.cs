using PaymentGateway.Tests.Faults;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

/// <summary>Fifty seconds in which three merchants' webhooks go through the schedule side by side.</summary>
public sealed class FiveAttempts(Servers servers) : IAsyncLifetime
{
    public const int Webhooks = 3 * Payments;
    public const int RestartedWebhooks = 3 * RestartedPayments;

    private const int Payments = 34;
    private const int RestartedPayments = 10;

    // The schedule is judged here, not how many deliveries a machine makes at once: few are due in the same second.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(150);

    private Gateway _restarted = null!;

    internal MachinePulse Pulse { get; } = new();

    /// <summary>Its receiver refuses everything four times.</summary>
    internal TestMerchant Lucky { get; private set; } = null!;

    internal Receiver LuckyReceiver { get; private set; } = null!;

    /// <summary>Its receiver refuses everything for ever.</summary>
    internal TestMerchant Unlucky { get; private set; } = null!;

    internal Receiver UnluckyReceiver { get; private set; } = null!;

    /// <summary>What a retry by hand was answered while the schedule was running.</summary>
    internal ApiAnswer EarlyRetry { get; private set; } = null!;

    /// <summary>Its receiver refuses everything four times, and between the second and the third its gateway is restarted.</summary>
    internal TestMerchant Restarted { get; private set; } = null!;

    internal Receiver RestartedReceiver { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        LuckyReceiver = await RetrySchedule.RefusingAsync(times: 4);
        UnluckyReceiver = await Receiver.AnsweringAsync(500);
        RestartedReceiver = await RetrySchedule.RefusingAsync(times: 4);
        _restarted = await Gateway.StartAsync(servers, new() { OwnProcesses = OwnProcesses.Worker });
        Lucky = await servers.NewMerchantAsync(LuckyReceiver.Url);
        Unlucky = await servers.NewMerchantAsync(UnluckyReceiver.Url);
        Restarted = await TestMerchant.CreateAsync(_restarted, RestartedReceiver.Url);
        await Task.WhenAll(
            GoThroughAsync(Lucky, Payments), GoThroughAsync(Unlucky, 1, RetryEarlyAsync), GoThroughAsync(Restarted, RestartedPayments, RestartAsync));
    }

    public async ValueTask DisposeAsync()
    {
        await Pulse.DisposeAsync();
        await _restarted.DisposeAsync();
        await LuckyReceiver.DisposeAsync();
        await UnluckyReceiver.DisposeAsync();
        await RestartedReceiver.DisposeAsync();
    }

    private static async Task GoThroughAsync(TestMerchant merchant, int payments, Func<Task>? meanwhile = null)
    {
        await Traffic.PaySlowlyAsync(merchant, payments, Pace);
        await (meanwhile?.Invoke() ?? Task.CompletedTask);
        await RetrySchedule.IsOverAsync(merchant, 3 * payments);
    }

    private async Task RetryEarlyAsync()
    {
        var listed = await Unlucky.ListedAsync("status=pending", atLeast: 1, "a webhook is pending");
        var id = listed.Json.GetProperty("data")[0].GetProperty("id").GetString();
        EarlyRetry = await Unlucky.InsistAsync($"/api/v1/webhooks/{id}/retry");
    }

    // Attempts two and three are ten seconds apart.
    private async Task RestartAsync()
    {
        await Eventually.BecomesTrueAsync(() => RestartedReceiver.Received.Count == 2 * RestartedWebhooks, "all have been tried twice");
        await Eventually.BecomesTrueAsync(
            async () => await _restarted.ScalarAsync<long>($"SELECT count(*) FROM jobs WHERE state = 'running'") == 0, "nothing is under way");
        _restarted.Workers[0].Kill();
        await _restarted.Workers[0].Exited;
        await _restarted.RestartRedisEmptyAsync();
        await _restarted.StartWorkerAsync();
    }
}
