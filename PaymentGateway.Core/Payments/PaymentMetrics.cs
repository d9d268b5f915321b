using System.Diagnostics.Metrics;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Core.Telemetry;

namespace PaymentGateway.Core.Payments;

/// <summary>Counted once the change is committed, by whoever committed it.</summary>
public static class PaymentMetrics
{
    private static readonly Meter Meter = new("PaymentGateway.Payments");

    private static readonly Counter<long> Transitions = Meter.CreateCounter<long>(
        "payment_gateway.payment.transitions", "{payment}", "Payments that changed to a status.");

    private static readonly Histogram<double> Settling = Meter.CreateDuration(
        "payment_gateway.payment.duration", "Time from the payment request to the bank's decision.");

    private static readonly Counter<long> LateApprovals = Meter.CreateCounter<long>(
        "payment_gateway.payment.late_approvals", "{payment}", "Payments that the bank approved after their timeout.");

    public static void CountLateApproval(Payment payment) => LateApprovals.Add(
        1, KeyValuePair.Create<string, object?>("payment.method", PaymentMethodKinds.WireName(payment.Method)));

    public static void Count(Payment payment)
    {
        var method = KeyValuePair.Create<string, object?>("payment.method", PaymentMethodKinds.WireName(payment.Method));
        var status = KeyValuePair.Create<string, object?>("payment.status", PaymentStatuses.WireName(payment.Status));
        Transitions.Add(1, method, status, new("payment.error_reason", payment.ErrorReason ?? "none"));
        if (payment.CompletedAt is { } completedAt)
        {
            Settling.Record((completedAt - payment.CreatedAt).TotalSeconds, method, status);
        }
    }
}
