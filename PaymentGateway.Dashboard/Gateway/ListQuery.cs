namespace PaymentGateway.Dashboard.Gateway;

/// <summary>Which orders, refunds or deliveries are asked for, with the parameters of the API.</summary>
public sealed record ListQuery
{
    public string? Status { get; init; }

    public string? Event { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    public string? Search { get; init; }

    public IEnumerable<(string Name, string? Value)> Parameters =>
    [
        ("status", Status), ("event", Event), ("q", Search),
        ("from", GatewayClient.Wire(From)), ("to", GatewayClient.Wire(To)),
    ];
}
