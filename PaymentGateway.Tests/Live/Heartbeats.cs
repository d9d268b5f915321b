using Microsoft.Extensions.Time.Testing;
using PaymentGateway.Api.Live;

namespace PaymentGateway.Tests.Live;

public sealed class Heartbeats
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void The_first_heartbeat_is_due_at_once_and_says_when_to_reconnect()
    {
        var first = new Heartbeat(_clock).Next(isLive: true);

        Assert.Equal("heartbeat", first?.EventType);
        Assert.Equal("""{"live":true}""", first?.Data);
        Assert.Equal(TimeSpan.FromSeconds(1), first?.ReconnectionInterval);
    }

    [Fact]
    public void A_heartbeat_is_due_every_fifteen_seconds()
    {
        var heartbeat = new Heartbeat(_clock);
        heartbeat.Next(isLive: true);

        _clock.Advance(TimeSpan.FromSeconds(14.9));
        Assert.Null(heartbeat.Next(isLive: true));

        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.NotNull(heartbeat.Next(isLive: true));
        Assert.Null(heartbeat.Next(isLive: true));
    }

    [Fact]
    public void A_heartbeat_is_due_at_once_when_pushing_ends_or_begins_again()
    {
        var heartbeat = new Heartbeat(_clock);
        heartbeat.Next(isLive: true);

        Assert.Equal("""{"live":false}""", heartbeat.Next(isLive: false)?.Data);
        Assert.Null(heartbeat.Next(isLive: false));
        Assert.Equal("""{"live":true}""", heartbeat.Next(isLive: true)?.Data);
    }
}
