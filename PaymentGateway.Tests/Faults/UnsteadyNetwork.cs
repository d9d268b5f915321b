using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>Connections to the database break and stall: no request fails with 500, and none gets another's payment.</summary>
[Collection(Alone.Name)]
public sealed class UnsteadyNetwork(Servers servers)
{
    [Fact]
    public async Task Broken_and_stalled_connections_give_503_and_never_500_or_a_foreign_payment()
    {
        var payments = new PaymentsThroughAProxy(servers);

        Assert.NotEqual(0, await payments.PayAsync());

        Assert.Contains(201, payments.Statuses);
        Assert.DoesNotContain(payments.Statuses, status => status is not (200 or 201 or 503));
        Assert.Equal(0, payments.Foreign);
        Assert.InRange(payments.MaxSeconds, 0, 5); // a stall may meet a connection that is just being opened
    }
}
