using PaymentGateway.Api.Merchants;
using PaymentGateway.Api.Sessions;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Secrets;
using PaymentGateway.Tests.Support;
using PaymentGateway.Worker.Webhooks;

namespace PaymentGateway.Tests.Core;

/// <summary>What is remembered of names that others choose: no flood of them makes it forget, and none makes it grow.</summary>
public sealed class FixedTables
{
    private const int Flood = 50_000;
    private const string Victim = "victim@example.com";

    private static readonly DateTimeOffset Now = SampleEvents.Now;

    [Fact]
    public void A_flood_of_made_up_accounts_does_not_end_the_lock_out_of_one_and_locks_no_others()
    {
        var lockOut = new StrangerLockOut();
        Refuse(lockOut, Victim, times: 5);
        var until = lockOut.LockedUntil(Victim, Now);

        for (var number = 0; number < Flood; number++)
        {
            lockOut.Refuse($"made-up-{number}@example.com", Now);
        }

        Assert.Equal(Now + TimeSpan.FromMinutes(1), until);
        Assert.True(lockOut.LockedUntil(Victim, Now) >= until);
        var locked = Enumerable.Range(0, 10_000).Count(number => lockOut.LockedUntil($"other-{number}@example.com", Now) is not null);
        Assert.InRange(locked, 0, 1); // about one in ten million is to be expected
    }

    [Fact]
    public void A_made_up_account_is_locked_as_long_as_a_real_one_and_forgotten_after_a_day()
    {
        var lockOut = new StrangerLockOut();

        for (var failures = 1; failures <= 300; failures++)
        {
            lockOut.Refuse(Victim, Now);
            Assert.Equal(LogInLimit.LockedUntil(failures, Now), lockOut.LockedUntil(Victim, Now));
        }

        Assert.Null(lockOut.LockedUntil(Victim, Now + TimeSpan.FromDays(1)));
        lockOut.Refuse(Victim, Now + TimeSpan.FromDays(1));
        Assert.Null(lockOut.LockedUntil(Victim, Now + TimeSpan.FromDays(1)));
    }

    [Fact]
    public async Task Failures_at_the_same_moment_are_all_counted()
    {
        var lockOut = new StrangerLockOut();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => lockOut.Refuse(Victim, Now))));

        Assert.Equal(LogInLimit.LockedUntil(8, Now), lockOut.LockedUntil(Victim, Now));
    }

    [Fact]
    public void A_flood_of_webhook_addresses_does_not_make_the_attempts_at_one_forgotten_and_blames_no_others()
    {
        const string Url = "https://shop.example/webhook";
        var (recent, failing, healthy) = (new RecentAttempts(), MerchantId.New(), MerchantId.New());
        var before = Enumerable.Range(0, 9).Select(_ => recent.Add(failing, Url, isDelivered: false, TimeSpan.Zero, Now)).ToList();
        for (var attempt = 0; attempt < 20; attempt++)
        {
            recent.Add(healthy, Url, isDelivered: true, TimeSpan.Zero, Now);
        }

        for (var number = 0; number < Flood; number++)
        {
            recent.Add(MerchantId.New(), Url, isDelivered: false, TimeSpan.Zero, Now);
        }

        Assert.DoesNotContain(before, counts => counts.MostFail);
        Assert.True(recent.Add(failing, Url, isDelivered: false, TimeSpan.Zero, Now).MostFail); // the tenth
        Assert.False(recent.Add(healthy, Url, isDelivered: false, TimeSpan.Zero, Now).MostFail);
        recent.Forget(failing, Url);
        Assert.False(recent.Add(failing, Url, isDelivered: false, TimeSpan.Zero, Now).MostFail);
    }

    [Fact]
    public void Attempts_count_for_five_minutes()
    {
        var (recent, merchant) = (new RecentAttempts(), MerchantId.New());
        for (var attempt = 0; attempt < 9; attempt++)
        {
            recent.Add(merchant, "x", isDelivered: false, TimeSpan.Zero, Now + (attempt * TimeSpan.FromSeconds(30)));
        }

        Assert.True(recent.Add(merchant, "x", isDelivered: false, TimeSpan.Zero, Now + TimeSpan.FromMinutes(4.5)).MostFail);
        Assert.True(recent.Add(merchant, "x", isDelivered: false, TimeSpan.Zero, Now + TimeSpan.FromMinutes(5)).MostFail);
        Assert.False(recent.Add(merchant, "x", isDelivered: false, TimeSpan.Zero, Now + TimeSpan.FromMinutes(9)).MostFail);
    }

    [Fact]
    public void A_full_cache_drops_what_was_used_longest_ago_and_keeps_the_busy_entry()
    {
        var cache = new LruCache<string, int>(10_000);
        cache.Set("busy", -1);

        for (var number = 0; number < Flood; number++)
        {
            cache.Set($"{number}", number);
            Assert.True(cache.TryGet("busy", out var value) && value == -1);
            Assert.True(cache.TryGet($"{number}", out value) && value == number);
        }

        Assert.Equal(10_000, cache.Count);
        Assert.True(cache.TryGet($"{Flood - 9_999}", out _));
        Assert.False(cache.TryGet($"{Flood - 10_000}", out _));
        cache.Set("busy", 1);
        Assert.True(cache.TryGet("busy", out var changed) && changed == 1);
    }

    [Fact]
    public void What_falls_together_cannot_be_known_from_outside()
    {
        var (one, other) = (new KeyedIndex(1024), new KeyedIndex(1024));
        var names = Enumerable.Range(0, 1000).Select(number => $"{number}").ToList();

        Assert.All(names, name => Assert.Equal(one.Of(name), one.Of(name)));
        Assert.All(names.Select(one.Of), places => Assert.True(places.First != places.Second && places is { First: >= 0 and < 1024, Second: >= 0 and < 1024 }));
        Assert.InRange(names.Count(name => one.Of(name) == other.Of(name)), 0, 2);
    }

    private static void Refuse(StrangerLockOut lockOut, string email, int times)
    {
        for (var time = 0; time < times; time++)
        {
            lockOut.Refuse(email, Now);
        }
    }
}
