using System.Net;
using System.Net.Http.Json;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Tests.Faults;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Upgrades;

/// <summary>
/// Processes of the previous release and of this one work side by side on this one's schema, forward and back.
/// <c>./test.sh --faults</c> runs it: the previous release is built first.
/// </summary>
[Collection(Alone.Name)]
public sealed class ReplacingTheRelease(Servers servers)
{
    private const int PaymentsPerStep = 15;

    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(30);

    [Fact(Explicit = true)]
    public async Task An_upgrade_and_a_rollback_under_traffic_fail_no_request_and_lose_nothing()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var gateway = await StartPreviousAsync();
        var programs = await PreviousRelease.BuildAsync();
        var merchant = await TestMerchant.InsertBySqlAsync(gateway, receiver.Url);
        var seed = TimeProvider.System.GetUtcNow().Millisecond;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
#pragma warning disable RS0030, CA5394 // repeatable on purpose: a failing seed is run again
        var dice = new Random(seed);
        await using var payments = SteadyPayments.Start(merchant, apis: 2);
        await payments.AcceptAsync(PaymentsPerStep);

        await InProcessHost.MigrateAsync(gateway.ConnectionString);
        await payments.AcceptAsync(PaymentsPerStep);
        // A process of the previous release that restarts during the upgrade comes back.
        await ReplaceAsync(gateway, payments, isApi: true, leaving: 0, programs, kill: false);
        var (apis, workers) = ((List<int>)[1, 2], (List<int>)[0, 1]);
        foreach (var (release, isApi, mayBeKilled) in Steps(isApiFirst: dice.Next(2) == 0, programs))
        {
            var running = isApi ? apis : workers;
            await ReplaceAsync(gateway, payments, isApi, running[0], release, kill: mayBeKilled && dice.Next(2) == 0);
            running.RemoveAt(0);
            running.Add(isApi ? gateway.Apis.Count - 1 : gateway.Workers.Count - 1);
            await payments.AcceptAsync(PaymentsPerStep);
        }
#pragma warning restore RS0030, CA5394

        await payments.EndAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"{payments.Accepted} payments");
        Assert.Empty(payments.Refused);
        await Invariants.ComesToRestAsync(gateway);
        await Invariants.HoldAsync(gateway, receiver, payments.Accepted);
        await RefundAndLogInAsync(gateway, merchant, apis[0]);
    }

    [Fact(Explicit = true)]
    public async Task Control_a_column_that_the_previous_release_uses_is_missed()
    {
        await using var gateway = await StartPreviousAsync();
        var merchant = await TestMerchant.InsertBySqlAsync(gateway, "http://127.0.0.1:1/");
        await using var payments = SteadyPayments.Start(merchant, apis: 2);
        await payments.AcceptAsync(PaymentsPerStep);

        await gateway.ExecuteAsync($"ALTER TABLE payments RENAME COLUMN vpa TO upi_id");

        await Eventually.BecomesTrueAsync(() => !payments.Refused.IsEmpty, "a request of the previous release fails");
    }

    [Fact(Explicit = true)]
    public async Task Control_the_previous_release_does_not_start_on_an_incompatible_schema()
    {
        await using var gateway = await StartPreviousAsync();
        await InProcessHost.MigrateAsync(gateway.ConnectionString);
        await gateway.ExecuteAsync($"INSERT INTO \"__EFMigrationsHistory\" VALUES ('20991231235959_IncompatibleOfTheFuture', '10.0.0')");

        await gateway.StartApiAsync(await PreviousRelease.BuildAsync());

        using var client = gateway.NewClient(api: 2);
        await Eventually.BecomesTrueAsync(() => gateway.Apis[2].Tail.Contains("listening", StringComparison.OrdinalIgnoreCase), "it listens");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/api/v1/payments")).StatusCode);
    }

    private async Task<Gateway> StartPreviousAsync()
    {
        var programs = await PreviousRelease.BuildAsync();
        var database = await servers.NewDatabaseAsync("template0");
        var settings = new GatewaySettings
        {
            Programs = programs,
            OwnProcesses = OwnProcesses.All,
            Apis = 2,
            Workers = 2,
            Extra = LosingNothing.QuickRecovery,
        };
        await using var migration = ServiceProcess.StartFrom(
            programs, "Worker", settings.EnvironmentFor(database, "127.0.0.1:1"), log: null, "migrate");
        Assert.True(await migration.Exited == 0, migration.Tail);
        return await Gateway.StartAsync(servers, settings, database);
    }

    /// <summary>
    /// Forward in any order. Back, workers come last and the last of them is stopped: only workers of this release deliver
    /// the events in the outbox.
    /// </summary>
    private static (string? Release, bool IsApi, bool MayBeKilled)[] Steps(bool isApiFirst, string previous) =>
    [
        (null, isApiFirst, !isApiFirst), (null, !isApiFirst, isApiFirst), (null, isApiFirst, !isApiFirst), (null, !isApiFirst, isApiFirst),
        (previous, true, false), (previous, true, false), (previous, false, true), (previous, false, false),
    ];

    /// <summary>The new process is there before the old one leaves.</summary>
    private static async Task ReplaceAsync(
        Gateway gateway, SteadyPayments payments, bool isApi, int leaving, string? programs, bool kill)
    {
        if (isApi)
        {
            await gateway.StartApiAsync(programs);
            var api = gateway.Apis.Count - 1;
            await gateway.BecomeReadyAsync(api);
            payments.Use(api);
            await gateway.Apis[leaving].StopAsync(DrainTime);
            payments.Leave(leaving);
        }
        else if (kill)
        {
            gateway.Workers[leaving].Kill();
            await gateway.StartWorkerAsync(programs);
        }
        else
        {
            await gateway.StartWorkerAsync(programs);
            await gateway.Workers[leaving].StopAsync(DrainTime);
        }
    }

    /// <summary>What the newer schema has changed, used by the older release: refunds, sessions, the health of an endpoint.</summary>
    private static async Task RefundAndLogInAsync(Gateway gateway, TestMerchant merchant, int api)
    {
        using var shop = merchant.NewClient(api);
        var payment = await gateway.ScalarAsync<string>($"SELECT id AS \"Value\" FROM payments WHERE status = 'success' LIMIT 1");
        var refund = await ApiAnswer.ReadAsync(await shop.PostAsJsonAsync($"/api/v1/payments/{payment}/refunds", new { amount = 1000 }));
        var id = refund.Expect(201).Text("id");
        await Eventually.BecomesTrueAsync(
            async () => (await ApiAnswer.ReadAsync(await shop.GetAsync($"/api/v1/refunds/{id}"))).Text("status") == "processed", "the refund is processed");

        using var browser = gateway.NewClient(api);
        var session = await ApiAnswer.ReadAsync(await browser.PostAsJsonAsync(
            "/api/v1/auth/login", new { email = SandboxMerchant.Email, password = SandboxMerchant.Password }));
        var next = await ApiAnswer.ReadAsync(await browser.PostAsJsonAsync(
            "/api/v1/auth/refresh", new { refresh_token = session.Expect(200).Text("refresh_token") }));
        next.Expect(200);
    }
}
