using Microsoft.EntityFrameworkCore;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Batching;

/// <summary>Rows that a trigger refuses, as a constraint would: they fail alone, whatever they are written with.</summary>
internal static class Poison
{
    /// <param name="change">As in <c>UPDATE ON payments</c>.</param>
    /// <param name="condition">SQL about the new row.</param>
    public static async Task AddAsync(HostServices host, string change, string condition)
    {
        await using var db = TestDatabase.Open(host.Database);
        var sql = $"""
            CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                RAISE EXCEPTION 'poisoned' USING ERRCODE = 'check_violation', CONSTRAINT = 'poison';
            END $$;
            CREATE TRIGGER poison BEFORE {change} FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION poison();
            """;
        await db.Database.ExecuteSqlRawAsync(sql);
    }
}
