using Microsoft.Extensions.Options;
using PaymentGateway.Tests.Support;
using PaymentGateway.Worker.Queue;

namespace PaymentGateway.Tests.Worker;

/// <summary>A lease outlives the longest call that a job waits for, unless an operator says how long it is.</summary>
public sealed class LeaseTimes(Servers servers)
{
    [Theory]
    [InlineData(null, null, 25)] // a bank has 10 s
    [InlineData(null, "00:00:05", 25)]
    [InlineData(null, "00:00:30", 45)]
    [InlineData("00:00:07", "00:00:30", 7)]
    public async Task The_lease_is_fifteen_seconds_longer_than_the_longest_call(string? lease, string? webhookTimeout, int seconds)
    {
        await using var worker = await HostServices.CreateAsync(
            servers, "Worker", await servers.EmptyDatabaseAsync(),
            settings: new() { ["Queue__Lease"] = lease, ["Webhooks__Timeout"] = webhookTimeout });

        Assert.Equal(TimeSpan.FromSeconds(seconds), worker.Get<IOptions<QueueOptions>>().Value.LeaseTime);
    }
}
