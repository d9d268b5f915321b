using Npgsql;
using NpgsqlTypes;

namespace PaymentGateway.Core.Batching;

/// <summary>A column of a batch as one array parameter, for <c>unnest</c>. The type is given because null has none.</summary>
public static class ArrayParameters
{
    public static NpgsqlBatchCommand WithTexts<T>(this NpgsqlBatchCommand command, IReadOnlyList<T> rows, Func<T, string?> value) =>
        command.With(NpgsqlDbType.Text, rows, value);

    public static NpgsqlBatchCommand WithGuids<T>(this NpgsqlBatchCommand command, IReadOnlyList<T> rows, Func<T, Guid?> value) =>
        command.With(NpgsqlDbType.Uuid, rows, value);

    public static NpgsqlBatchCommand WithNumbers<T>(this NpgsqlBatchCommand command, IReadOnlyList<T> rows, Func<T, long> value) =>
        command.With(NpgsqlDbType.Bigint, rows, value);

    public static NpgsqlBatchCommand WithOptionalNumbers<T>(
        this NpgsqlBatchCommand command, IReadOnlyList<T> rows, Func<T, long?> value) =>
        command.With(NpgsqlDbType.Bigint, rows, value);

    public static NpgsqlBatchCommand WithFlags<T>(this NpgsqlBatchCommand command, IReadOnlyList<T> rows, Func<T, bool> value) =>
        command.With(NpgsqlDbType.Boolean, rows, value);

    public static NpgsqlBatchCommand WithTimes<T>(
        this NpgsqlBatchCommand command, IReadOnlyList<T> rows, Func<T, DateTimeOffset?> value) =>
        command.With(NpgsqlDbType.TimestampTz, rows, value);

    public static NpgsqlBatchCommand WithDurations<T>(
        this NpgsqlBatchCommand command, IReadOnlyList<T> rows, Func<T, TimeSpan> value) =>
        command.With(NpgsqlDbType.Interval, rows, value);

    public static NpgsqlBatchCommand WithBytes<T>(this NpgsqlBatchCommand command, IReadOnlyList<T> rows, Func<T, byte[]> value) =>
        command.With(NpgsqlDbType.Bytea, rows, value);

    /// <summary>One value for all rows.</summary>
    public static NpgsqlBatchCommand WithValue<T>(this NpgsqlBatchCommand command, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return command;
    }

    private static NpgsqlBatchCommand With<T, TValue>(
        this NpgsqlBatchCommand command, NpgsqlDbType type, IReadOnlyList<T> rows, Func<T, TValue> value)
    {
        var values = new TValue[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(rows[i]);
        }

        command.Parameters.Add(new NpgsqlParameter<TValue[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type });
        return command;
    }
}
