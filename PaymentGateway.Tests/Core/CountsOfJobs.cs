using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Queue;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Core;

public sealed class CountsOfJobs(Servers servers)
{
    private const string Running = "'running', now(), now() + interval '1 minute', 'a worker', NULL";

    [Theory]
    [InlineData("payment", "'ready', now(), NULL, NULL, NULL", 1, 0)]
    [InlineData("payment", "'ready', now() + interval '1 hour', NULL, NULL, NULL", 0, 1)]
    [InlineData("payment", Running, 0, 1)]
    [InlineData("webhook", "'ready', now() + interval '1 hour', NULL, NULL, NULL", 0, 0)]
    [InlineData("reversal", "'ready', now(), NULL, NULL, NULL", 0, 0)]
    [InlineData("reversal", "'ready', now() + interval '1 hour', NULL, NULL, NULL", 0, 0)]
    [InlineData("reversal", Running, 0, 0)]
    public async Task Retries_enquiries_and_reversals_are_neither_pending_nor_processing(
        string kind, string row, long pending, long processing)
    {
        await using var db = TestDatabase.Open(await servers.EmptyDatabaseAsync());
        await using var transaction = await db.Database.BeginTransactionAsync(); // never committed: every case starts alike
        var insert = "INSERT INTO jobs (kind, ref, attempt, max_attempts, fence, dispatch_count, state, run_at, lease_until, lease_owner, finished_at) "
            + $"VALUES ('{kind}', 'x', 0, 25, 0, 0, {row})";
        await db.Database.ExecuteSqlRawAsync(insert);

        var counts = await JobCounts.ReadAsync(db, TestContext.Current.CancellationToken);

        Assert.Equal((pending, processing), (counts.Pending, counts.Processing));
    }
}
