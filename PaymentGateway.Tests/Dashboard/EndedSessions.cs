using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using PaymentGateway.Dashboard.Gateway;
using PaymentGateway.Dashboard.Sessions;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Dashboard;

public sealed class EndedSessions
{
    private static readonly SessionLimits Limits = new();

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void A_session_that_ends_is_not_found_by_a_page_that_is_told_of_it()
    {
        var sessions = NewProcess();
        var started = sessions.Start(Issued());
        var user = started.State.ToPrincipal("test");
        var session = sessions.Find(user);
        Assert.NotNull(session);
        var foundWhenItEnded = session;
        using var page = session.Ended.Register(() => foundWhenItEnded = sessions.Find(user));

        session.End();

        Assert.Null(foundWhenItEnded);
    }

    [Fact]
    public void A_session_unused_for_the_idle_limit_is_not_continued_by_another_process()
    {
        var cookie = NewProcess().Start(Issued()).State;
        _clock.Advance(Limits.LongestIdle - TimeSpan.FromSeconds(1));
        Assert.NotNull(NewProcess().Continue(cookie));

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(NewProcess().Continue(cookie));
    }

    [Fact]
    public void A_session_in_use_is_not_continued_after_the_longest_life_in_any_process()
    {
        var cookie = NewProcess().Start(Issued()).State;
        while (_clock.GetUtcNow() - cookie.StartedAt < Limits.LongestLife)
        {
            var session = NewProcess().Continue(cookie);
            Assert.NotNull(session);
            session.Use(_clock.GetUtcNow());
            cookie = session.State;
            _clock.Advance(TimeSpan.FromMinutes(20));
        }

        Assert.Null(NewProcess().Continue(cookie));
    }

    [Fact]
    public void A_cookie_used_in_another_process_keeps_the_session_here()
    {
        var (here, elsewhere) = (NewProcess(), NewProcess());
        var session = here.Start(Issued());
        _clock.Advance(TimeSpan.FromMinutes(20));
        var other = elsewhere.Continue(session.State)!;
        other.Use(_clock.GetUtcNow());

        here.Continue(other.State);
        _clock.Advance(TimeSpan.FromMinutes(20));

        Assert.Same(session, here.Find(session.State.ToPrincipal("test")));
    }

    [Fact]
    public void Tokens_of_a_newer_cookie_replace_those_in_memory_and_an_older_cookie_replaces_none()
    {
        var session = NewProcess().Start(Issued());
        var older = session.State;
        _clock.Advance(TimeSpan.FromMinutes(1));
        var newer = new SessionState { Key = older.Key, Issued = Issued(), StartedAt = older.StartedAt, UsedAt = older.UsedAt };

        session.Merge(newer);
        Assert.Same(newer.Issued, session.State.Issued);
        session.Merge(older);
        Assert.Same(newer.Issued, session.State.Issued);
    }

    [Fact]
    public async Task A_refused_refresh_ends_no_session_whose_newer_tokens_have_arrived()
    {
        var session = NewProcess().Start(Issued());
        var newer = new SessionState { Key = session.Key, Issued = Issued(minutes: 30), StartedAt = session.State.StartedAt, UsedAt = session.State.UsedAt };

        var token = await session.TokenAsync(_clock.GetUtcNow() + TimeSpan.FromMinutes(16), (_, _) =>
        {
            session.Merge(newer);
            return Task.FromResult<Answer<IssuedSession>>(Problem.SignedOut);
        }, TestContext.Current.CancellationToken);

        Assert.Equal(newer.Issued.Token, token.Value);
        Assert.False(session.Ended.IsCancellationRequested);
    }

    [Fact]
    public void A_session_that_was_logged_out_is_not_continued_by_its_cookie()
    {
        var sessions = NewProcess();
        var session = sessions.Start(Issued());

        sessions.LogOut(session);
        sessions.EndExpired();

        Assert.Null(sessions.Continue(session.State));
    }

    private MerchantSessions NewProcess() => new(Options.Create(Limits), _clock);

    private IssuedSession Issued(int minutes = 15) => SampleSession.Issued(_clock, minutes);
}
