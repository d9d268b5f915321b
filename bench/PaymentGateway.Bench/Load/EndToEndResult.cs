using PaymentGateway.Bench.Running;

namespace PaymentGateway.Bench.Load;

/// <param name="Created">The responses.</param>
/// <param name="Seconds">From the first request to the last verified webhook.</param>
/// <param name="Cost">Until the last job had ended.</param>
internal sealed record EndToEndResult(Latencies Created, double Seconds, Cost Cost)
{
    public int Payments => Created.Count - Created.Failures;

    public double PaymentsPerSecond => Payments / Seconds;

    public double WebhooksPerSecond => EndToEndLoad.WebhooksPerPayment * PaymentsPerSecond;
}
