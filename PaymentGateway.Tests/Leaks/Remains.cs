using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Tests.Support;
using StackExchange.Redis;

namespace PaymentGateway.Tests.Leaks;

/// <summary>Everything that a gateway has left anywhere: rows, keys, lines, spans.</summary>
internal sealed class Remains
{
    private readonly ConcurrentQueue<string> _lines = [];
    private readonly ConcurrentQueue<(string Signal, string Text)> _told = [];

    /// <summary>A line of a log.</summary>
    public void Hear(string line) => _lines.Enqueue(line);

    /// <summary>What OTLP brings stands as it is in its protobuf.</summary>
    public void Take(string signal, byte[] export) => _told.Enqueue((signal, Encoding.UTF8.GetString(export)));

    /// <summary>By place, once API and worker have ended and sent off their last.</summary>
    public async Task<IReadOnlyDictionary<string, string>> CollectAsync(Gateway gateway) => new Dictionary<string, string>
    {
        ["database"] = await DumpDatabaseAsync(gateway),
        ["Redis"] = await DumpRedisAsync(gateway),
        ["logs"] = string.Join('\n', _lines),
        ["OTLP traces"] = Told("traces"),
        ["OTLP logs"] = Told("logs"),
        ["OTLP metrics"] = Told("metrics"),
    };

    private string Told(string signal) => string.Join('\n', _told.Where(item => item.Signal == signal).Select(item => item.Text));

    private static async Task<string> DumpDatabaseAsync(Gateway gateway)
    {
        await using var db = gateway.OpenDb();
        var tables = await db.Database.SqlQuery<string>($"SELECT tablename::text AS \"Value\" FROM pg_tables WHERE schemaname = 'public'").ToListAsync();
        var dump = new StringBuilder();
        foreach (var table in tables)
        {
            var rows = await db.Database.SqlQuery<string>(FormattableStringFactory.Create($"SELECT t::text AS \"Value\" FROM \"{table}\" t")).ToListAsync();
            dump.AppendLine(table).AppendJoin('\n', rows).AppendLine();
        }

        return dump.ToString();
    }

    private static async Task<string> DumpRedisAsync(Gateway gateway)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(gateway.Redis.ConnectionString + ",allowAdmin=true");
        var server = redis.GetServers()[0];
        var dump = new StringBuilder();
        foreach (var key in server.Keys(pattern: "*"))
        {
            dump.AppendLine(key).AppendLine(Encoding.Latin1.GetString(await redis.GetDatabase().KeyDumpAsync(key) ?? []));
            if (await redis.GetDatabase().KeyTypeAsync(key) == RedisType.Stream)
            {
                var entries = await redis.GetDatabase().StreamRangeAsync(key);
                dump.AppendJoin('\n', entries.SelectMany(entry => entry.Values.Select(value => $"{entry.Id} {value.Name} {value.Value}"))).AppendLine();
            }
        }

        return dump.ToString();
    }
}
