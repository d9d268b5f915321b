namespace PaymentGateway.Api.Health;

/// <param name="Status">healthy, degraded (Redis or the workers are away) or unhealthy (the database is).</param>
public sealed record HealthResponse(string Status, string Database, string Redis, string Worker, DateTimeOffset Timestamp);
