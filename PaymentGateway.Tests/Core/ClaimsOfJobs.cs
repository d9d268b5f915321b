using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Queue;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Core;

/// <summary>A notification may come twice, late or early: whether a job may be claimed is decided by its row alone.</summary>
public sealed class ClaimsOfJobs(Servers servers)
{
    [Theory]
    [InlineData("run_at = now()", true)]
    [InlineData("run_at = now() + interval '1 s'", false)]
    [InlineData("state = 'running', lease_owner = 'other', lease_until = now() + interval '1 min'", false)]
    [InlineData("state = 'running', lease_owner = 'other', lease_until = now() - interval '1 s'", false)]
    [InlineData("state = 'done', finished_at = now()", false)]
    [InlineData("state = 'dead', finished_at = now()", false)]
    public async Task Only_a_ready_job_that_is_due_is_claimed(string change, bool expected)
    {
        await using var worker = await HostServices.CreateAsync(servers, "Worker");
        await using var db = TestDatabase.Open(worker.Database);
        db.Jobs.Add(Job.ProcessPayment(PaymentId.Of("pay_ofNobody12345678")));
        await db.SaveChangesAsync();
        var before = await db.Jobs.AsNoTracking().SingleAsync();
        var sql = "UPDATE jobs SET " + change;
        await db.Database.ExecuteSqlRawAsync(sql);

        var claimed = await worker.ClaimAsync(before.Id, "worker");

        Assert.Equal(expected, claimed.Count == 1);
        var after = await db.Jobs.AsNoTracking().SingleAsync();
        Assert.Equal(before.Fence + (expected ? 1 : 0), after.Fence);
        Assert.Equal(before.Attempt + (expected ? 1 : 0), after.Attempt);
    }
}
