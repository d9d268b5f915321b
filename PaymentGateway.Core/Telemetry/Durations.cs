using System.Diagnostics.Metrics;

namespace PaymentGateway.Core.Telemetry;

public static class Durations
{
    // From a cached answer to the longest wait of a bank: the usual bounds of the SDK are meant for milliseconds.
    private static readonly InstrumentAdvice<double> Bounds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
    };

    /// <summary>Seconds, as OpenTelemetry measures every duration.</summary>
    public static Histogram<double> CreateDuration(this Meter meter, string name, string description) =>
        meter.CreateHistogram(name, "s", description, tags: null, Bounds);
}
