using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Sandbox;

namespace PaymentGateway.Worker.Banks;

internal sealed class CardBankSimulator(GatewayDb db, SandboxMode mode) : BankSimulator(db, mode)
{
    public override PaymentMethodKind Method => PaymentMethodKind.Card;

    protected override int SuccessPercent => 95;

    protected override string DeclineReason => DeclineReasons.CardDeclined;
}
