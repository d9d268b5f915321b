using Npgsql;
using StackExchange.Redis;

namespace PaymentGateway.AppHost.Running;

/// <summary>What is printed when everything is healthy: addresses, log-ins, and what to type.</summary>
internal static class ReadyMessage
{
    public static async Task<string> CreateAsync(
        DistributedApplicationModel model, RunningProcesses processes, TimeSpan elapsed, CancellationToken cancellationToken)
    {
        string? UrlOf(string name) => processes.Of(name).FirstOrDefault()?.Url;
        var sandbox = Sandbox.IsDevelopment;
        List<(string Name, string? Address, string LogIn)> rows =
        [
            ("Demo shop", sandbox ? $"{UrlOf("checkout")}/demo" : null, ""),
            ("Checkout", UrlOf("checkout"), ""),
            ("Dashboard", UrlOf("dashboard"), sandbox ? "test@example.com / gateway_test_123" : ""),
            ("API", UrlOf("api"), sandbox ? "key_test_abc123 / secret_test_xyz789" : ""),
            ("API reference", sandbox ? $"{UrlOf("api")}/scalar" : null, ""),
            ("Aspire dashboard", processes.Of("aspire-dashboard").SelectMany(process => process.Urls)
                .FirstOrDefault(url => url.Url.Contains("/login", StringComparison.Ordinal))?.Url, ""),
        ];
        foreach (var server in model.Resources.OfType<IResourceWithConnectionString>().Where(resource => resource.Name is not "postgres" || resource is not PostgresServerResource))
        {
            var connectionString = await server.GetConnectionStringAsync(cancellationToken);
            rows.Add(server.Name == "redis" ? ("Redis", RedisCommand(connectionString!), "") : ("PostgreSQL", PsqlCommand(connectionString!), ""));
        }

        var table = rows.Where(row => row.Address is not null).Select(row => $"  {row.Name,-18}{row.Address,-34}{row.LogIn}".TrimEnd());
        return $"""

            {string.Join('\n', table)}
            {(sandbox ? FirstPayment(UrlOf("api")!) : "")}
            Ready after {elapsed.TotalSeconds:0.0} s. Ctrl+C stops everything.
            """;
    }

    private static string PsqlCommand(string connectionString)
    {
        var to = new NpgsqlConnectionStringBuilder(connectionString);
        return $"PGPASSWORD={to.Password} psql -h {to.Host} -p {to.Port} -U {to.Username} {to.Database}";
    }

    private static string RedisCommand(string connectionString)
    {
        var to = ConfigurationOptions.Parse(connectionString);
        return $"REDISCLI_AUTH={to.Password} redis-cli -p {to.EndPoints[0].ToString()!.Split(':')[^1]}";
    }

    private static string FirstPayment(string api) =>
        $$"""

          curl -X POST {{api}}/api/v1/payments \
            -H "X-Api-Key: key_test_abc123" -H "X-Api-Secret: secret_test_xyz789" \
            -H "Idempotency-Key: test_123_$(date +%s)" -H "Content-Type: application/json" \
            -d '{"order_id":"order_test_async","method":"upi","vpa":"test@paytm","amount":1000,"currency":"INR"}'

        """;
}
