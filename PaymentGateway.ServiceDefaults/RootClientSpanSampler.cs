using System.Diagnostics;
using OpenTelemetry.Trace;

namespace PaymentGateway.ServiceDefaults;

/// <summary>
/// Drops a client span that starts a trace: it is idle polling of PostgreSQL, Redis or another service. Every unit of work
/// starts with a server or consumer span, and the client spans below that are kept.
/// </summary>
internal sealed class RootClientSpanSampler : Sampler
{
    /// <summary>Also keeps requests whose caller does not sample: its span may be a dropped client span of one of our hosts.</summary>
    public static Sampler Create() =>
        new ParentBasedSampler(new RootClientSpanSampler(), remoteParentNotSampled: new AlwaysOnSampler());

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) => new(
        samplingParameters.Kind == ActivityKind.Client ? SamplingDecision.Drop : SamplingDecision.RecordAndSample);
}
