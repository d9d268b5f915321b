namespace PaymentGateway.Tests.Worker.Banks;

public sealed class ScriptedBankContract : BankConnectorContract
{
    internal override Task<BankUnderTest> OpenAsync() => Task.FromResult<BankUnderTest>(new ScriptedBank());
}
