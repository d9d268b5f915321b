using Npgsql;

namespace PaymentGateway.Core.Batching;

/// <summary>Rows on their way to and from a batch of statements.</summary>
public static class Rows
{
    /// <summary>Adds a statement that writes rows; none if there are no rows.</summary>
    public static void Add<T>(this NpgsqlBatch batch, Func<IReadOnlyList<T>, NpgsqlBatchCommand> write, params IReadOnlyList<T> rows)
    {
        if (rows.Count > 0)
        {
            batch.BatchCommands.Add(write(rows));
        }
    }

    /// <summary>The rest of the present result.</summary>
    public static async Task<List<T>> ReadAllAsync<T>(this NpgsqlDataReader row, Func<NpgsqlDataReader, T> read)
    {
        var rows = new List<T>();
        while (await row.ReadAsync())
        {
            rows.Add(read(row));
        }

        return rows;
    }
}
