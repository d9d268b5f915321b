using PaymentGateway.Tests.Support;
using StackExchange.Redis;

namespace PaymentGateway.Tests.Processes;

public sealed class LocalServersTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public async Task PostgreSQL_starts_in_a_fresh_folder_and_again_without_crash_recovery()
    {
        var cancel = TestContext.Current.CancellationToken;
        var folder = _folder.Child("postgres");
        await using (var first = await PostgresProcess.StartAsync(folder, 0, "s3cret", durable: false, cancel: cancel))
        {
            Assert.True(await first.AnswersAsync(cancel));
        }

        var log = new List<string>();
        await using var second = await PostgresProcess.StartAsync(folder, 0, "s3cret", durable: false, log.Add, cancel);

        Assert.True(await second.AnswersAsync(cancel));
        Assert.DoesNotContain(log, line => line.Contains("recovery", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Redis_keeps_what_it_holds_for_the_next_start()
    {
        var cancel = TestContext.Current.CancellationToken;
        var folder = _folder.Child("redis");
        await using (var first = await RedisProcess.StartAsync(folder, 0, "s3cret", cancel: cancel))
        {
            await using var client = await ConnectionMultiplexer.ConnectAsync(first.ConnectionString);
            await client.GetDatabase().StringSetAsync("greeting", "hello");
        }

        await using var second = await RedisProcess.StartAsync(folder, 0, "s3cret", cancel: cancel);

        await using var again = await ConnectionMultiplexer.ConnectAsync(second.ConnectionString);
        Assert.Equal("hello", await again.GetDatabase().StringGetAsync("greeting"));
    }

    [Fact]
    public async Task A_wrong_password_is_said_at_once()
    {
        var cancel = TestContext.Current.CancellationToken;
        var folder = _folder.Child("postgres");
        await using (await PostgresProcess.StartAsync(folder, 0, "s3cret", durable: false, cancel: cancel))
        {
        }

        var start = PostgresProcess.StartAsync(folder, 0, "wrong", durable: false, cancel: cancel);

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => start);
        Assert.Contains("password authentication failed", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
