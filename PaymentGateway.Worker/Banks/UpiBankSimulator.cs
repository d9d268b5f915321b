using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Core.Sandbox;

namespace PaymentGateway.Worker.Banks;

internal sealed class UpiBankSimulator(BatchQueue<BankRequest, BankEntry> ledger, SandboxMode mode) : BankSimulator(ledger, mode)
{
    public override PaymentMethodKind Method => PaymentMethodKind.Upi;

    protected override int SuccessPercent => 90;

    protected override string DeclineReason => DeclineReasons.PaymentDeclined;
}
