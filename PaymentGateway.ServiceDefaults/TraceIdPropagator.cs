using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;

namespace PaymentGateway.ServiceDefaults;

/// <summary>
/// Takes the ids of a caller's <c>traceparent</c> and nothing else. <c>tracestate</c> and baggage are free text, which
/// would be exported and passed on as it was sent.
/// </summary>
internal sealed class TraceIdPropagator : DistributedContextPropagator
{
    private static readonly DistributedContextPropagator W3C = CreateW3CPropagator();

    public override IReadOnlyCollection<string> Fields => W3C.Fields;

    /// <summary>For the server, for outgoing calls, and for OpenTelemetry, which would read the headers once more.</summary>
    public static void Add(IServiceCollection services)
    {
        var propagator = new TraceIdPropagator();
        Current = propagator;
        services.AddSingleton<DistributedContextPropagator>(propagator);
        Sdk.SetDefaultTextMapPropagator(new TraceContextPropagator());
    }

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter) =>
        W3C.Inject(activity, carrier, setter);

    public override void ExtractTraceIdAndState(
        object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState)
    {
        W3C.ExtractTraceIdAndState(carrier, getter, out traceId, out _);
        traceState = null;
    }

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) => null;
}
