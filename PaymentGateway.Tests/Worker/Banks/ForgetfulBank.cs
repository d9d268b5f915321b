using Xunit.Sdk;

namespace PaymentGateway.Tests.Worker.Banks;

/// <summary>Control: a bank that takes repeated requests for new ones does not pass the contract.</summary>
public sealed class ForgetfulBank
{
    private readonly Contract _contract = new();

    [Fact]
    public Task Control_a_second_charge_of_one_payment_is_noticed() =>
        ExpectFailureAsync(_contract.A_charge_whose_response_was_lost_is_found_by_the_next_request);

    [Fact]
    public Task Control_a_second_payment_of_one_refund_is_noticed() => ExpectFailureAsync(_contract.Each_of_two_refunds_is_paid_once);

    private static async Task ExpectFailureAsync(Func<Task> fact) =>
        Assert.IsType<IAssertionException>(await Record.ExceptionAsync(fact), exactMatch: false);

    private sealed class Contract : BankConnectorContract
    {
        internal override Task<BankUnderTest> OpenAsync() => Task.FromResult<BankUnderTest>(new Bank());
    }

    // It knows a request again until it has responded to it, and has forgotten it by the next but one.
    private sealed class Bank : ScriptedBank
    {
        private readonly Dictionary<string, int> _requests = [];

        private protected override int? IndexOf(string reference)
        {
            var count = _requests[reference] = _requests.GetValueOrDefault(reference) + 1;
            return count % 3 == 0 ? null : base.IndexOf(reference);
        }
    }
}
