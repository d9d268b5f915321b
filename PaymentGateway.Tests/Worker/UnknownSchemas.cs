using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;
using PaymentGateway.Worker.Queue;

namespace PaymentGateway.Tests.Worker;

public sealed class UnknownSchemas(Servers servers)
{
    private const int Checks = 8;

    private readonly ConcurrentQueue<string> _log = new();
    private readonly FakeTimeProvider _clock = new();
    private int _checks;

    [Fact]
    public async Task A_loop_that_waits_for_its_schema_logs_that_once_a_minute()
    {
        var database = await servers.NewDatabaseAsync("template0");
        await using var services = new ServiceCollection().AddScoped(_ =>
        {
            Interlocked.Increment(ref _checks);
            return TestDatabase.Open(database);
        }).BuildServiceProvider();
        using var logs = LoggerFactory.Create(builder => builder.AddProvider(new LineLogger(new RecentLines(_log.Enqueue))));
        using var loop = new WaitingLoop(
            new SchemaCheck(services.GetRequiredService<IServiceScopeFactory>(), _clock), _clock, logs.CreateLogger("loop"));
        var started = _clock.GetTimestamp();

        await loop.StartAsync(CancellationToken.None);
        await Eventually.BecomesTrueAsync(() =>
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            return Volatile.Read(ref _checks) >= Checks;
        }, "the schema is checked several times");
        await loop.StopAsync(CancellationToken.None);

        Assert.All(_log, line => Assert.Contains("Waiting loop waits: The database is not migrated.", line, StringComparison.Ordinal));
        Assert.InRange(_log.Count, 1, 1 + (int)_clock.GetElapsedTime(started).TotalMinutes);
    }

    private sealed class WaitingLoop(SchemaCheck schema, TimeProvider clock, ILogger logger) : Loop(schema, clock, logger)
    {
        protected override string Name => "Waiting loop";

        protected override Task<TimeSpan> TurnAsync(CancellationToken stop) => throw new InvalidOperationException("There are no tables.");
    }
}
