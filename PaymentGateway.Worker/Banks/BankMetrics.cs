using System.Diagnostics.Metrics;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Core.Telemetry;

namespace PaymentGateway.Worker.Banks;

internal static class BankMetrics
{
    private static readonly Meter Meter = new("PaymentGateway.Banks");

    private static readonly Histogram<double> Calls = Meter.CreateDuration(
        "payment_gateway.bank.call.duration", "Calls to a bank, by outcome.");

    public static void Count(PaymentMethodKind method, BankAnswer? answer, TimeSpan duration) => Calls.Record(
        duration.TotalSeconds,
        new("payment.method", PaymentMethodKinds.WireName(method)),
        new("bank.outcome", answer switch
        {
            null => "unavailable",
            { Decision: null } => "undecided",
            { Decision.IsApproved: true } => "approved",
            _ => "declined",
        }));
}
