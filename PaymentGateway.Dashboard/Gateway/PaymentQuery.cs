using System.Globalization;

namespace PaymentGateway.Dashboard.Gateway;

/// <summary>Which payments are asked for, in the API's own words.</summary>
public sealed record PaymentQuery
{
    public string? Status { get; init; }

    public string? Method { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    /// <summary>Major units, of every payment in its own currency.</summary>
    public decimal? MinAmount { get; init; }

    public decimal? MaxAmount { get; init; }

    public string? Search { get; init; }

    public string? OrderId { get; init; }

    public IEnumerable<(string Name, string? Value)> Parameters =>
    [
        ("status", Status), ("method", Method), ("from", GatewayClient.Wire(From)), ("to", GatewayClient.Wire(To)),
        ("min_amount_major", MinAmount?.ToString(CultureInfo.InvariantCulture)),
        ("max_amount_major", MaxAmount?.ToString(CultureInfo.InvariantCulture)), ("q", Search), ("order_id", OrderId),
    ];
}
