using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Core.Sandbox;

namespace PaymentGateway.Worker.Banks;

internal sealed class CardBankSimulator(BatchQueue<BankRequest, BankEntry> ledger, SandboxMode mode) : BankSimulator(ledger, mode)
{
    public override PaymentMethodKind Method => PaymentMethodKind.Card;

    protected override int SuccessPercent => 95;

    protected override string DeclineReason => DeclineReasons.CardDeclined;
}
