using Microsoft.Extensions.Options;
using PaymentGateway.Core.Queue;
using PaymentGateway.Core.Sandbox;
using PaymentGateway.Worker.Banks;
using PaymentGateway.Worker.Queue;

namespace PaymentGateway.Worker.Payments;

internal static class PaymentRegistration
{
    public static void AddPaymentJobs(this IHostApplicationBuilder builder, SandboxMode mode)
    {
        builder.Services.AddOptions<PaymentOptions>()
            .BindConfiguration(PaymentOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(services => new DecisionTimeout(
            mode.DecisionTimeout ?? services.GetRequiredService<IOptions<PaymentOptions>>().Value.DecisionTimeout));
        builder.Services.PostConfigure<QueueOptions>(queue => queue.AddCall(WatchedBank.Timeout));
        builder.Services.AddSingleton<BankDirectory>();
        builder.Services.AddSingleton<IBankConnector, UpiBankSimulator>();
        builder.Services.AddSingleton<IBankConnector, CardBankSimulator>();
        builder.Services.AddJobStep<SimulatedLedgerStep, BankRequest, BankEntry>();
        builder.Services.AddJobStep<ReadPaymentsStep, JobLease, FoundPayment>();
        builder.Services.AddJobStep<SettlePaymentsStep, PaymentSettlement, SettledPaymentResult>();
        builder.Services.AddJobStep<SaveReversalsStep, ReversalChange, SavedJob>();
        builder.AddJobHandler<ProcessPaymentHandler>(JobKind.Payment, queue => queue.PaymentConcurrency);
        builder.AddJobHandler<ReversePaymentHandler>(JobKind.Reversal, queue => queue.ReversalConcurrency);
        builder.Services.AddHostedService<AbandonedPayments>();
    }
}
