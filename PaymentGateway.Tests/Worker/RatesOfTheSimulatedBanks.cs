using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Core.Refunds;
using PaymentGateway.Core.Sandbox;
using PaymentGateway.Tests.Support;
using PaymentGateway.Worker.Banks;

namespace PaymentGateway.Tests.Worker;

/// <summary>What chance decides without test mode, over so many payments that chance cannot hide a wrong rate.</summary>
public sealed class RatesOfTheSimulatedBanks(Servers servers)
{
    private const int Payments = 2000;

    private static readonly SandboxMode Production = new(IsSandbox: false, null, null, null, FastWebhookRetries: false);
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Theory]
    [InlineData(PaymentMethodKind.Upi, 90)]
    [InlineData(PaymentMethodKind.Card, 95)]
    public async Task Banks_approve_at_the_published_rate_after_five_to_ten_seconds(PaymentMethodKind kind, int percent)
    {
        await using var worker = await HostServices.CreateAsync(servers, "Worker");
        await using var db = TestDatabase.Open(worker.Database);
        var ledger = worker.Get<BatchQueue<BankRequest, BankEntry>>();
        IBankConnector bank = kind == PaymentMethodKind.Upi ? new UpiBankSimulator(ledger, Production) : new CardBankSimulator(ledger, Production);

        await ExpectDelaysAsync(Payments, 5, 10, () => bank.AuthoriseAsync(SamplePayment.Create(Now, kind), CancellationToken.None));

        var drawn = await db.BankAuthorisations.AsNoTracking().Select(row => row.Approved).ToListAsync();
        var approved = drawn.Count(isApproved => isApproved);
        TestContext.Current.TestOutputHelper?.WriteLine($"{approved} of {drawn.Count} approved");
        Assert.Equal(Payments, drawn.Count);
        // Five standard deviations: a right rate is outside once in two million runs, a rate three points off is not inside.
        var deviation = Math.Sqrt(Payments * percent / 100.0 * (100 - percent) / 100.0);
        Assert.InRange(approved, Payments * percent / 100.0 - 5 * deviation, Payments * percent / 100.0 + 5 * deviation);
    }

    [Fact]
    public async Task Refunds_take_three_to_five_seconds()
    {
        await using var worker = await HostServices.CreateAsync(servers, "Worker");
        await using var db = TestDatabase.Open(worker.Database);
        var bank = new UpiBankSimulator(worker.Get<BatchQueue<BankRequest, BankEntry>>(), Production);
        var payment = SamplePayment.Create(Now);
        payment.Settle(BankDecision.Approved("ref"), Now);

        await ExpectDelaysAsync(200, 3, 5,
            () => bank.RefundAsync(Refund.Create(payment, 1, reason: null, Now), payment, CancellationToken.None));

        Assert.True(await db.BankAuthorisations.AllAsync(row => row.Approved));
    }

    /// <summary>Each is undecided until a time within the bounds, in seconds from the question, and the bounds are nearly met.</summary>
    private static async Task ExpectDelaysAsync(int times, int shortest, int longest, Func<Task<BankAnswer>> ask)
    {
        var (soonest, latest) = (double.MaxValue, 0.0);
        for (var number = 0; number < times; number++)
        {
            // The database's clock is this machine's, and was read in between.
            var before = TimeProvider.System.GetUtcNow();
            var answer = await ask();
            var after = TimeProvider.System.GetUtcNow();
            Assert.Null(answer.Decision);
            Assert.True(answer.ReadyAt - before >= TimeSpan.FromSeconds(shortest), $"{answer.ReadyAt} is too soon after {before}");
            Assert.True(answer.ReadyAt - after <= TimeSpan.FromSeconds(longest), $"{answer.ReadyAt} is too long after {after}");
            soonest = Math.Min(soonest, (answer.ReadyAt - after).TotalSeconds);
            latest = Math.Max(latest, (answer.ReadyAt - before).TotalSeconds);
        }

        Assert.True(soonest < shortest + 0.5 && latest > longest - 0.5, $"from {soonest} to {latest} s");
    }
}
