using System.Diagnostics.Metrics;

namespace PaymentGateway.Core.Refunds;

/// <summary>Counted once the change is committed, by whoever committed it.</summary>
public static class RefundMetrics
{
    private static readonly Meter Meter = new("PaymentGateway.Refunds");

    private static readonly Counter<long> Transitions = Meter.CreateCounter<long>(
        "payment_gateway.refund.transitions", "{refund}", "Refunds that changed to a status.");

    public static void Count(Refund refund) =>
        Transitions.Add(1, KeyValuePair.Create<string, object?>("refund.status", RefundStatuses.WireName(refund.Status)));
}
