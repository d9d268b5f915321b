using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using PaymentGateway.Tests.Processes;

namespace PaymentGateway.Bench;

/// <summary>The yardstick: what a payment needs of the database, one round trip a statement, from a C program.</summary>
internal static partial class PgBench
{
    private const string Script = """
        \set me random(1, 1000000000)
        SELECT 'order_@PREFIX@_' || nextval('@PREFIX@') AS order_id \gset
        SELECT o.*, m.* FROM orders o JOIN merchants m ON m.id = o.merchant_id WHERE o.id = :order_id AND m.api_key = 'key_test_abc123';
        BEGIN;
        INSERT INTO payments (id, order_id, merchant_id, amount, currency, method, vpa, status, refund_reserved, refunded_amount,
            exclusive, simulated_outcome, created_at, updated_at)
            SELECT 'pay_' || right(md5(:order_id || :me), 16), id, merchant_id, amount, currency, 'upi', 'success@sim', 'pending', 0, 0,
            true, 'success', now(), now() FROM orders WHERE id = :order_id RETURNING id AS pay, merchant_id AS merchant \gset
        UPDATE orders SET status = 'attempted', attempts = attempts + 1, updated_at = now() WHERE id = :order_id;
        INSERT INTO jobs (kind, ref, state, attempt, max_attempts, fence, dispatch_count) VALUES ('payment', :pay, 'ready', 0, 25, 0, 0);
        INSERT INTO events (id, merchant_id, type, subject_id, body, created_at)
            VALUES ('evt_c' || right(:pay, 15), :merchant::uuid, 'payment.created', :pay, repeat('x', 200), now());
        INSERT INTO events (id, merchant_id, type, subject_id, body, created_at)
            VALUES ('evt_p' || right(:pay, 15), :merchant::uuid, 'payment.pending', :pay, repeat('x', 200), now());
        COMMIT;
        """;

    /// <returns>Transactions per second.</returns>
    public static async Task<double> RunAsync(Rig rig, string prefix, int connections, int orders, TimeSpan duration)
    {
        await rig.AddOrdersAsync(prefix, orders);
        await ExecuteAsync(rig, $"CREATE SEQUENCE {prefix}");

        var script = Path.GetTempFileName();
        await File.WriteAllTextAsync(script, Script.Replace("@PREFIX@", prefix, StringComparison.Ordinal));
        var (exitCode, output) = await HostProcess.RunAsync(
            new Launch(await rig.Postgres.ProgramAsync("pgbench"), Arguments(rig, script, connections, duration))
            {
                Environment = new Dictionary<string, string?> { ["PGPASSWORD"] = Settings(rig).Password },
            }, CancellationToken.None);
        File.Delete(script);
        return exitCode == 0 && Tps().Match(output) is { Success: true } match
            ? double.Parse(match.Groups["tps"].Value, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException(output);
    }

    private static ImmutableArray<string> Arguments(Rig rig, string script, int connections, TimeSpan duration) =>
    [
        "--no-vacuum", "--protocol=prepared", $"--client={connections}", $"--jobs={Math.Min(2, connections)}",
        $"--time={(int)duration.TotalSeconds}", $"--file={script}",
        "--host=127.0.0.1", $"--port={rig.Postgres.Port}", $"--username={PostgresProcess.User}", PostgresProcess.Database,
    ];

    private static Npgsql.NpgsqlConnectionStringBuilder Settings(Rig rig) => new(rig.Postgres.ConnectionString);

    private static async Task ExecuteAsync(Rig rig, string sql)
    {
        await using var connection = new Npgsql.NpgsqlConnection(rig.Postgres.ConnectionString);
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    [GeneratedRegex(@"tps = (?<tps>[0-9.]+) \(without", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tps();
}
