using PaymentGateway.Tests.Support;
using PaymentGateway.Worker.Banks;

namespace PaymentGateway.Tests.Worker.Banks;

public sealed class UpiBankSimulatorContract(Servers servers) : BankConnectorContract
{
    internal override Task<BankUnderTest> OpenAsync() => SimulatedBank.OpenAsync(servers, (ledger, mode) => new UpiBankSimulator(ledger, mode));
}
