using Microsoft.Extensions.Logging.Abstractions;
using PaymentGateway.Worker.Queue;
using StackExchange.Redis;

namespace PaymentGateway.Tests.Worker;

public sealed class PausesAfterFailures
{
    private static readonly Exception NoRedis = new RedisConnectionException(ConnectionFailureType.UnableToConnect, CommandFlags.None, "Redis is not connected.");

    [Fact]
    public void They_grow_to_five_seconds_and_begin_again_after_a_success()
    {
        var backoff = NewBackoff();

        Assert.InRange(backoff.Fail(new InvalidOperationException()).TotalMilliseconds, 50, 100);
        Assert.InRange(Last(backoff, new InvalidOperationException()).TotalMilliseconds, 2500, 5000);
        backoff.Succeed();
        Assert.InRange(backoff.Fail(new InvalidOperationException()).TotalMilliseconds, 50, 100);
    }

    [Fact]
    public void While_Redis_is_away_they_stay_at_a_tenth_of_a_second()
    {
        Assert.InRange(Last(NewBackoff(), NoRedis).TotalMilliseconds, 50, 100);
    }

    private static TimeSpan Last(FailureBackoff backoff, Exception exception)
    {
        for (var i = 0; i < 20; i++)
        {
            backoff.Fail(exception);
        }

        return backoff.Fail(exception);
    }

    private static FailureBackoff NewBackoff() => new("Test", TimeProvider.System, NullLogger.Instance);
}
