using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Queue;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Core;

public sealed class EndsOfJobs(Servers servers)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_job_that_failed_at_its_last_try_is_dead()
    {
        var job = Claimed(attempt: 25);

        job.Fail("InvalidOperationException", TimeSpan.FromMinutes(1), Now);

        Assert.Equal(JobState.Dead, job.State);
    }

    [Fact]
    public void An_outage_of_somebody_else_is_waited_for_however_long_it_takes()
    {
        for (var tries = 0; tries < 100; tries++)
        {
            var job = Claimed(attempt: 25);

            job.Fail("BankUnavailableException", TimeSpan.FromMinutes(1), Now, isOutage: true);

            Assert.Equal(JobState.Ready, job.State);
            Assert.Equal(Now.AddMinutes(1), job.RunAt);
            Assert.True(job.Attempt < job.MaxAttempts);
        }
    }

    [Theory]
    [InlineData(24, JobState.Ready)]
    [InlineData(25, JobState.Dead)]
    public async Task A_job_whose_worker_died_at_its_last_try_is_not_given_to_another(int attempt, JobState expected)
    {
        await using var db = TestDatabase.Open(await servers.NewDatabaseAsync());
        db.Jobs.Add(Job.ProcessPayment(PaymentId.Of("pay_ofNobody12345678")));
        await db.SaveChangesAsync();
        await db.Database.ExecuteSqlAsync(
            $"UPDATE jobs SET state = 'running', attempt = {attempt}, lease_owner = 'gone', lease_until = now() - interval '1 s'");

        await LeaseSql.FreeExpiredAsync(db, 10, TestContext.Current.CancellationToken);

        Assert.Equal(expected, (await db.Jobs.AsNoTracking().SingleAsync()).State);
    }

    private static Job Claimed(int attempt) => Job.From(new ClaimedJob(
        Id: 1, "payment", "pay_1", Lane: null, attempt, MaxAttempts: 25, Fence: 1, Traceparent: null, Now, Now, Now));
}
