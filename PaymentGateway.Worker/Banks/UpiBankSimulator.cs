using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Sandbox;

namespace PaymentGateway.Worker.Banks;

internal sealed class UpiBankSimulator(GatewayDb db, SandboxMode mode) : BankSimulator(db, mode)
{
    public override PaymentMethodKind Method => PaymentMethodKind.Upi;

    protected override int SuccessPercent => 90;

    protected override string DeclineReason => DeclineReasons.PaymentDeclined;
}
