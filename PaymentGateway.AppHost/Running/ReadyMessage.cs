using Npgsql;
using StackExchange.Redis;

namespace PaymentGateway.AppHost.Running;

/// <summary>What is printed when everything is healthy: addresses, log-ins, and commands to paste.</summary>
internal static class ReadyMessage
{
    private const string SandboxPayment =
        """


          curl -X POST {api}/api/v1/payments \
            -H "X-Api-Key: key_test_abc123" -H "X-Api-Secret: secret_test_xyz789" \
            -H "Idempotency-Key: test_123_$(date +%s)" -H "Content-Type: application/json" \
            -d '{"order_id":"order_test_async","method":"upi","vpa":"test@paytm","amount":1000,"currency":"INR"}'
        """;

    public static string Create(
        ILookup<string, RunningProcess> processes, string? postgres, string? redis, TimeSpan elapsed)
    {
        var isSandbox = Sandbox.IsDevelopment;
        (string Name, string? Address, string LogIn)[] rows =
        [
            ("Demo shop", isSandbox ? $"{Url("checkout")}/demo" : null, ""),
            ("Checkout", Url("checkout"), ""),
            ("Dashboard", Url("dashboard"), isSandbox ? "test@example.com / gateway_test_123" : ""),
            ("API", Url("api"), isSandbox ? "key_test_abc123 / secret_test_xyz789" : ""),
            ("API reference", isSandbox ? $"{Url("api")}/scalar" : null, ""),
            ("Aspire dashboard", Url("aspire-dashboard"), ""),
            ("PostgreSQL", postgres is null ? null : PsqlCommand(new NpgsqlConnectionStringBuilder(postgres)), ""),
            ("Redis", redis is null ? null : RedisCommand(ConfigurationOptions.Parse(redis)), ""),
        ];
        var table = string.Join('\n', rows.Where(row => row.Address is not null)
            .Select(row => $"  {row.Name,-18}{row.Address,-34}{row.LogIn}".TrimEnd()));
        var payment = isSandbox ? SandboxPayment.Replace("{api}", Url("api"), StringComparison.Ordinal) : "";
        return $"\n{table}{payment}\n\nReady after {elapsed.TotalSeconds:0.0} s. Ctrl+C stops everything.";

        string? Url(string name) => processes[name].FirstOrDefault()?.Url;
    }

    private static string PsqlCommand(NpgsqlConnectionStringBuilder to) =>
        $"PGPASSWORD={to.Password} psql -h {to.Host} -p {to.Port} -U {to.Username} {to.Database}";

    private static string RedisCommand(ConfigurationOptions to) =>
        $"REDISCLI_AUTH={to.Password} redis-cli -p {to.EndPoints[0].ToString()!.Split(':')[^1]}";
}
