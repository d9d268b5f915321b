using System.Diagnostics.Metrics;

namespace PaymentGateway.Api.Idempotency;

internal static class IdempotencyMetrics
{
    private static readonly Meter Meter = new("PaymentGateway.Idempotency");

    private static readonly Counter<long> Repeats = Meter.CreateCounter<long>(
        "payment_gateway.idempotency.repeats", "{request}", "Requests with an idempotency key that was used before, by outcome.");

    /// <summary>The first answer, once more.</summary>
    public static void Replayed() => Count("replayed");

    /// <summary>The key belongs to another request.</summary>
    public static void Reused() => Count("reused");

    /// <summary>The first request is still running.</summary>
    public static void InUse() => Count("in_use");

    /// <summary>The first response is stored and cannot be decrypted.</summary>
    public static void Unreadable() => Count("unreadable");

    private static void Count(string outcome) =>
        Repeats.Add(1, KeyValuePair.Create<string, object?>("idempotency.outcome", outcome));
}
