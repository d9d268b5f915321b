using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Refunds;
using PaymentGateway.Core.Sandbox;
using PaymentGateway.Tests.Support;
using PaymentGateway.Worker.Banks;

namespace PaymentGateway.Tests.Worker.Banks;

/// <summary>The simulator: its script is the payment's scenario, its clock PostgreSQL's, its books a table.</summary>
internal sealed class SimulatedBank(HostServices worker, GatewayDb db, IBankConnector connector) : BankUnderTest
{
    private static readonly SandboxMode Unscripted = new(IsSandbox: true, null, null, null, FastWebhookRetries: false);

    public override IBankConnector Connector => connector;

    public override DateTimeOffset Now => TimeProvider.System.GetUtcNow(); // PostgreSQL runs on this machine

    public static async Task<BankUnderTest> OpenAsync(
        Servers servers, Func<BatchQueue<BankRequest, BankEntry>, SandboxMode, IBankConnector> create)
    {
        var worker = await HostServices.CreateAsync(servers, "Worker");
        return new SimulatedBank(
            worker, TestDatabase.Open(worker.Database), create(worker.Get<BatchQueue<BankRequest, BankEntry>>(), Unscripted));
    }

    public override Payment NewPayment(BankScript script) => SamplePayment.Create(Now, connector.Method, ScenarioOf(script));

    // Further than anybody would wait: a second entry for a payment is a second charge, even if its decision is a year off.
    public override Task LetBankDecideAsync() =>
        db.Database.ExecuteSqlAsync($"UPDATE bank_authorisations SET ready_at = ready_at - interval '2 years'");

    public override Task<int> CountChargesAsync(Payment payment) =>
        CountAsync(row => row.Contains(payment.Id.Value, StringComparison.Ordinal) && !row.StartsWith("reversal", StringComparison.Ordinal));

    public override Task<int> CountRefundsAsync(Refund refund) =>
        CountAsync(row => row.Contains(refund.Id.Value, StringComparison.Ordinal));

    public override Task<int> CountReversalsAsync(Payment payment) =>
        CountAsync(row => row.Contains(payment.Id.Value, StringComparison.Ordinal) && row.StartsWith("reversal", StringComparison.Ordinal));

    public override async ValueTask DisposeAsync()
    {
        await db.DisposeAsync();
        await worker.DisposeAsync();
        await base.DisposeAsync();
    }

    private static string? ScenarioOf(BankScript script) => script switch
    {
        BankScript.None => null,
        BankScript.Approve => "delay.60000",
        BankScript.Decline => "failure",
        BankScript.LoseFirstResponse => "flaky.1",
        BankScript.ReportTwice => "duplicate",
        BankScript.ApproveLate => "late.1000.success",
        BankScript.DeclineRefunds => "refund-fail",
    };

    // An entry is money that moved once the bank has decided: an undecided one is a promise.
    private async Task<int> CountAsync(Func<string, bool> isCounted)
    {
        var approved = await db.Database.SqlQuery<string>(
            $"SELECT reference AS \"Value\" FROM bank_authorisations WHERE approved AND ready_at <= now()").ToListAsync();
        return approved.Count(isCounted);
    }
}
