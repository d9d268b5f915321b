using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Worker;

/// <summary>
/// PostgreSQL may commit a claim and be gone before the worker has its answer: the job is the worker's, and the worker
/// does not know. It gives such a job back long before the lease ends, and keeps those that it runs.
/// </summary>
public sealed class ClaimsWithoutAnAnswer(Servers servers)
{
    private static readonly TimeSpan BeforeTheLeaseEnds = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Their_jobs_are_given_back_before_the_lease_ends()
    {
        var gateway = await servers.SharedGatewayAsync();
        var answer = new TaskCompletionSource();
        await using var slow = await Receiver.StartAsync((http, _) => answer.Task.WaitAsync(http.RequestAborted));
        await using var failing = await Receiver.AnsweringAsync(500);
        var (slowMerchant, failingMerchant) =
            (await TestMerchant.CreateAsync(gateway, slow.Url), await TestMerchant.CreateAsync(gateway, failing.Url));
        var unknown = await failingMerchant.SendTestWebhookAsync();
        await failingMerchant.AttemptedAsync(unknown, 1);
        var running = await slowMerchant.SendTestWebhookAsync();
        await Eventually.BecomesTrueAsync(() => slow.Received.Count == 1, "a delivery is under way");

        await gateway.ExecuteAsync($"""
            UPDATE jobs SET state = 'running', lease_until = now() + interval '15 s', run_at = now() + interval '1 h',
                lease_owner = (SELECT lease_owner FROM jobs WHERE ref = {running})
            WHERE ref IN ({running}, {unknown})
            """);

        await Eventually.BecomesTrueAsync(
            () => gateway.ScalarAsync<bool>($"SELECT state = 'ready' AS \"Value\" FROM jobs WHERE ref = {unknown}"),
            "the worker has given it back", BeforeTheLeaseEnds);
        answer.SetResult();
        await slowMerchant.AttemptedAsync(running, 1); // one that was given back could not record its attempt
    }
}
