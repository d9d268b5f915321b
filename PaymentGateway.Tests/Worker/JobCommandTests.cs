using Microsoft.EntityFrameworkCore;
using Npgsql;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;
using PaymentGateway.Core.Refunds;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Worker;

/// <summary><c>jobs …</c>: which jobs are listed and made due, and which are left alone. No worker runs.</summary>
public sealed class JobCommandTests(Servers servers)
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dead_jobs_are_listed_the_latest_first_in_one_line_each()
    {
        await using var db = await NewDatabaseAsync();
        var older = await AddAsync(db, Job.ProcessPayment(PaymentId.Of("pay_older")), "dead", "Exception: one\nline\u001b[2J");
        var newer = await AddAsync(db, Job.ProcessRefund(RefundId.Of("rfnd_newer")), "dead", new string('e', 400));
        await AddAsync(db, Job.ProcessPayment(PaymentId.Of("pay_ready")), "ready", "an error that did not end it");

        var list = (await ConsoleOf(db).RunAsync("jobs", "dead")).ExpectDone();

        Assert.Equal(3, list.Lines.Length);
        Assert.Matches("^ID +KIND +REF +ATTEMPTS +DIED \\(UTC\\) +LAST ERROR$", list.Lines[0]);
        Assert.Matches($@"^{newer} +refund +rfnd_newer +25 +\d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d  e{{99}}…$", list.Lines[1]);
        Assert.Matches($@"^{older} +payment +pay_older +25 +\d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d  Exception: one line \[2J$", list.Lines[2]);
        Assert.All(list.Lines, line => Assert.Equal(list.Lines[0].IndexOf("KIND", StringComparison.Ordinal), StartOfSecondColumn(line)));
    }

    [Fact]
    public async Task A_list_that_is_cut_says_on_stderr_how_many_there_are()
    {
        await using var db = await NewDatabaseAsync();
        await AddAsync(db, Job.ProcessPayment(PaymentId.Of("pay_older")), "dead");
        await AddAsync(db, Job.ProcessPayment(PaymentId.Of("pay_newer")), "dead");

        var cut = await ConsoleOf(db).RunAsync("jobs", "dead", "--limit", "1");

        Assert.Equal((0, 2, "The latest 1 of 2 dead jobs. --limit shows more."), (cut.ExitCode, cut.Lines.Length, cut.Errors.TrimEnd()));
        Assert.Contains("pay_newer", cut.Lines[1], StringComparison.Ordinal);
        Assert.Equal(3, (await ConsoleOf(db).RunAsync("jobs", "dead", "--limit", "2")).ExpectDone().Lines.Length);
    }

    [Fact]
    public async Task Without_dead_jobs_every_command_says_so_in_one_line()
    {
        await using var db = await NewDatabaseAsync();
        var console = ConsoleOf(db);

        Assert.Equal("There are no dead jobs.", Assert.Single((await console.RunAsync("jobs", "dead")).ExpectDone().Lines));
        Assert.Equal("There are no dead jobs.", Assert.Single((await console.RunAsync("jobs", "retry-all")).ExpectDone().Lines));
        Assert.Equal("There are no dead webhook jobs.",
            Assert.Single((await console.RunAsync("jobs", "retry-all", "--kind", "webhook")).ExpectDone().Lines));
    }

    [Fact]
    public async Task A_retried_job_is_due_with_all_its_attempts_and_the_others_stay_dead()
    {
        await using var db = await NewDatabaseAsync();
        var id = await AddAsync(db, Job.ProcessPayment(PaymentId.Of("pay_retried")), "dead");
        var other = await AddAsync(db, Job.ProcessPayment(PaymentId.Of("pay_other")), "dead");

        var retried = await ConsoleOf(db).RunAsync("jobs", "retry", $"{id}");

        Assert.Equal((0, $"Job {id} (payment pay_retried) will run again."), (retried.ExitCode, retried.Output.TrimEnd()));
        Assert.Equal("No worker is running. Start one, or nothing happens.", retried.Errors.TrimEnd());
        var job = await db.Jobs.AsNoTracking().SingleAsync(j => j.Id == id, CancellationToken);
        Assert.Equal((JobState.Ready, 0, null, null), (job.State, job.Attempt, job.FinishedAt, job.DispatchedAt));
        await db.Database.OpenConnectionAsync(CancellationToken);
        var (due, _) = await DispatchSql.FindDueAsync((NpgsqlConnection)db.Database.GetDbConnection(), TimeSpan.FromMinutes(1));
        Assert.Contains(JobKind.Payment, due);
        Assert.Equal(JobState.Dead, (await db.Jobs.AsNoTracking().SingleAsync(j => j.Id == other, CancellationToken)).State);
    }

    [Theory]
    [InlineData("ready")]
    [InlineData("running")]
    [InlineData("done")]
    public async Task A_job_that_is_not_dead_is_left_alone(string state)
    {
        await using var db = await NewDatabaseAsync();
        var id = await AddAsync(db, Job.ProcessPayment(PaymentId.Of("pay_1")), state);
        var before = await RowAsync(db);

        (await ConsoleOf(db).RunAsync("jobs", "retry", $"{id}")).ExpectRefusal($"Job {id} is not dead but {state}.");
        (await ConsoleOf(db).RunAsync("jobs", "retry-all")).ExpectDone();

        Assert.Equal(before, await RowAsync(db));
    }

    [Fact]
    public async Task A_job_that_does_not_exist_is_refused()
    {
        await using var db = await NewDatabaseAsync();

        (await ConsoleOf(db).RunAsync("jobs", "retry", "4711")).ExpectRefusal("There is no job 4711.");
    }

    [Fact]
    public async Task Retry_all_retries_one_kind_or_every_kind()
    {
        await using var db = await NewDatabaseAsync();
        await AddAsync(db, Job.ProcessPayment(PaymentId.Of("pay_1")), "dead");
        await AddAsync(db, Job.ProcessPayment(PaymentId.Of("pay_2")), "dead");
        await AddAsync(db, Job.ProcessRefund(RefundId.Of("rfnd_1")), "dead");
        await AddAsync(db, Job.ReversePayment(PaymentId.Of("pay_3"), TimeProvider.System.GetUtcNow()), "dead");

        var refunds = await ConsoleOf(db).RunAsync("jobs", "retry-all", "--kind", "refund");
        Assert.Equal("1 dead job will run again: 1 refund.", refunds.Output.TrimEnd());
        Assert.Equal(3, await db.Jobs.CountAsync(j => j.State == JobState.Dead, CancellationToken));

        var rest = await ConsoleOf(db).RunAsync("jobs", "retry-all");
        Assert.Equal("3 dead jobs will run again: 2 payment, 1 reversal.", rest.Output.TrimEnd());
        Assert.Equal(4, await db.Jobs.CountAsync(j => j.State == JobState.Ready, CancellationToken));
    }

    private async Task<GatewayDb> NewDatabaseAsync() => TestDatabase.Open(await servers.NewDatabaseAsync());

    private static OperatorConsole ConsoleOf(GatewayDb db) => new(db.Database.GetConnectionString());

    private static int StartOfSecondColumn(string line) => line.Length - line[line.IndexOf(' ', StringComparison.Ordinal)..].TrimStart().Length;

    private static async Task<long> AddAsync(GatewayDb db, Job job, string state, string? lastError = null)
    {
        db.Jobs.Add(job);
        await db.SaveChangesAsync(CancellationToken);
        var (isRunning, hasEnded) = (state == "running", state is "done" or "dead");
        await db.Database.ExecuteSqlAsync($"""
            UPDATE jobs SET state = {state}, attempt = 25, last_error = {lastError}, dispatched_at = now(),
                finished_at = CASE WHEN {hasEnded} THEN now() END, lease_owner = CASE WHEN {isRunning} THEN 'worker' END,
                lease_until = CASE WHEN {isRunning} THEN now() + interval '1 hour' END
            WHERE id = {job.Id}
            """, CancellationToken);
        return job.Id;
    }

    private static Task<string> RowAsync(GatewayDb db) =>
        db.Database.SqlQuery<string>($"SELECT jobs::text AS \"Value\" FROM jobs").SingleAsync(CancellationToken);
}
