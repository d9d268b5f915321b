using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace PaymentGateway.Core.Persistence;

/// <summary>What an operator needs to know of a failed database call: one line, and no stack trace.</summary>
public static class DatabaseErrors
{
    /// <returns>Null: the exception is about something else, probably a bug.</returns>
    public static string? DescribeDatabaseError(this Exception exception) => exception switch
    {
        DbUpdateException or RetryLimitExceededException when exception.InnerException is { } inner =>
            inner.DescribeDatabaseError(),
        InvalidOperationException { InnerException: DbException inner } => inner.DescribeDatabaseError(),
        PostgresException { Detail: { } detail } postgres =>
            OneLine($"{postgres.MessageText} ({postgres.SqlState}). {detail}"),
        PostgresException postgres => OneLine($"{postgres.MessageText} ({postgres.SqlState})"),
        NpgsqlException { InnerException: TimeoutException } => "PostgreSQL did not respond in time",
        DbException => OneLine(exception.Message),
        TimeoutException => "PostgreSQL did not respond in time",
        _ => null,
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
