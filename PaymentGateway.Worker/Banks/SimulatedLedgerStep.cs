using Npgsql;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Worker.Banks;

/// <summary>
/// The simulated bank's ledger. The first request for a reference stores its answer; every later one finds it there. Times
/// are the database's.
/// </summary>
internal sealed class SimulatedLedgerStep(BatchConnections connections) : IBatchStep<BankRequest, BankEntry>
{
    private const string Entry = "reference, approved, reason, ready_at, ready_at <= now(), errors_left";

    private static readonly string AskFree = Ask(" SKIP LOCKED");
    private static readonly string AskAll = Ask("");

    public string Name => "ask simulated banks";

    public Task<IReadOnlyList<BankEntry?>> RunAsync(IReadOnlyList<BankRequest> items, bool waitsForLocks) =>
        connections.RunAsync<IReadOnlyList<BankEntry?>>(async connection =>
        {
            var requests = items.DistinctBy(item => item.Reference).ToList(); // the same one twice is asked again, alone
            var entries = await AskAsync(connection, requests, waitsForLocks);
            if (waitsForLocks && entries.Count == 0)
            {
                entries = await AskAsync(connection, requests, waitsForLocks); // entered by another worker a moment ago
            }

            return [.. items.Select(item => entries.Remove(item.Reference, out var entry) ? entry : null)];
        });

    public bool CanSucceedAlone(Exception exception) => !exception.IsOutage();

    private static async Task<Dictionary<string, BankEntry>> AskAsync(
        NpgsqlConnection connection, List<BankRequest> requests, bool waitsForLocks)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(waitsForLocks ? AskAll : AskFree)
            .WithTexts(requests, r => r.Reference)
            .WithFlags(requests, r => r.Approves)
            .WithTexts(requests, r => r.Reason)
            .WithDurations(requests, r => r.Delay)
            .WithNumbers(requests, r => r.Errors)
            .WithTimes(requests, r => r.ReadyAt));
        await using var row = await batch.ExecuteReaderAsync();
        var entries = new Dictionary<string, BankEntry>(requests.Count);
        while (await row.ReadAsync())
        {
            entries[row.GetString(0)] = new BankEntry(
                row.GetBoolean(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetFieldValue<DateTimeOffset>(3),
                row.GetBoolean(4), row.GetInt32(5));
        }

        return entries;
    }

    private static string Ask(string skip) => $"""
        WITH i AS MATERIALIZED (
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6) AS i (reference, approves, reason, delay, errors, ready_at)),
        known AS MATERIALIZED (
            SELECT i.* FROM i JOIN bank_authorisations b ON b.reference = i.reference ORDER BY i.reference FOR UPDATE OF b{skip}),
        asked AS (
            UPDATE bank_authorisations b SET calls = b.calls + 1, ready_at = coalesce(known.ready_at, b.ready_at),
                errors_left = greatest(0, b.errors_left - 1)
            FROM known WHERE b.reference = known.reference RETURNING b.*),
        entered AS (
            INSERT INTO bank_authorisations (reference, approved, reason, ready_at, errors_left, calls)
            SELECT reference, approves, reason, now() + delay, errors, 1 FROM i
            ON CONFLICT (reference) DO NOTHING RETURNING *)
        SELECT {Entry} FROM asked UNION ALL SELECT {Entry} FROM entered
        """;
}
