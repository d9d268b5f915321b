using System.Net.Http.Json;
using Microsoft.AspNetCore.DataProtection;
using PaymentGateway.Dashboard.Gateway;
using PaymentGateway.Dashboard.Sessions;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>A cookie in a process that did not make it.</summary>
[Collection(nameof(GuardedDashboard))]
public sealed class ContinuedSessions(GuardedDashboard running)
{
    private const string Session = "gateway-session";

    [Fact]
    public async Task A_session_goes_on_in_another_process()
    {
        using var visitor = await running.LoggedInAsync();
        using var other = Moved(visitor, await running.StartAnotherAsync());

        Assert.Equal(200, (await other.GetAsync("/dashboard")).Status);
        Assert.Equal("/dashboard/webhooks", (await other.GetAsync("/login?ended=1&back=%2Fdashboard%2Fwebhooks")).Location);
    }

    [Fact]
    public async Task A_cookie_kept_from_before_the_log_out_opens_nothing_in_a_new_process()
    {
        using var visitor = await running.LoggedInAsync();
        using var kept = Moved(visitor, await running.StartAnotherAsync());
        await visitor.LogOutAsync();

        Assert.StartsWith("/login?back=", (await kept.GetAsync("/dashboard")).Location, StringComparison.Ordinal);
        Assert.Equal(401, (await kept.GetAsync("/session")).Status);
        Assert.Equal(403, (await kept.PostAsync("/_blazor/negotiate?negotiateVersion=1")).Status);
    }

    [Fact]
    public async Task A_cookie_kept_from_before_the_log_out_soon_opens_nothing_in_a_process_that_knew_it()
    {
        using var visitor = await running.LoggedInAsync();
        using var kept = Moved(visitor, await running.StartAnotherAsync());
        Assert.Equal(200, (await kept.GetAsync("/dashboard")).Status);
        await visitor.LogOutAsync();

        await Eventually.BecomesTrueAsync(
            async () => (await kept.GetAsync("/dashboard")).Status == 302, "the log-out counts here", TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_log_out_while_the_gateway_is_away_reaches_it_later_and_the_cookie_is_refused_at_once()
    {
        using var wire = new Wire(running.Gateway.ApiAddresses[0]);
        var address = await running.StartAnotherAsync(("services__api__http__0", wire.Address.GetLeftPart(UriPartial.Authority)));
        using var visitor = await running.LoggedInAsync(address: address);
        using var kept = Moved(visitor, address);
        using var elsewhere = Moved(visitor, running.Address);
        var token = (await visitor.GetAsync("/dashboard")).FormToken!;

        wire.Cut();
        Assert.Equal("/login", (await visitor.PostAsync("/logout", (Visitor.Page.TokenField, token))).Location);

        Assert.StartsWith("/login?back=", (await kept.GetAsync("/dashboard")).Location, StringComparison.Ordinal);
        wire.Mend();
        await Eventually.BecomesTrueAsync(
            async () => (await elsewhere.GetAsync("/session")).Status == 401, "the gateway has ended the session", TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_gateway_that_does_not_answer_logs_nobody_out()
    {
        using var wire = new Wire(running.Gateway.ApiAddresses[0]);
        wire.Cut();
        using var visitor = await running.LoggedInAsync();
        using var other = Moved(
            visitor, await running.StartAnotherAsync(("services__api__http__0", wire.Address.GetLeftPart(UriPartial.Authority))));

        Assert.Equal(200, (await other.GetAsync("/dashboard")).Status);
    }

    [Fact]
    public async Task A_cookie_with_other_keys_opens_nothing()
    {
        using var keys = new TestFolder();
        using var visitor = await running.LoggedInAsync();
        using var other = Moved(visitor, await running.StartAnotherAsync(("KeyRing__Folder", keys.Child("keys"))));

        Assert.Equal("/login?back=%2Fdashboard&ended=1", (await other.GetAsync("/dashboard")).Location);
    }

    [Fact]
    public async Task A_response_that_browsers_store_carries_no_cookie()
    {
        using var visitor = await running.LoggedInAsync();
        var script = System.Text.RegularExpressions.Regex.Match(
            (await visitor.GetAsync("/dashboard")).Body, "dashboard[^\"]*\\.js", default, TimeSpan.FromSeconds(1)).Value;
        using var other = Moved(visitor, await running.StartAnotherAsync(("Sessions__RefreshBefore", "00:15:00")));

        var stored = await other.GetAsync("/" + script); // its tokens are refreshed by it

        Assert.Equal(200, stored.Status);
        Assert.Empty(stored.SetCookies);
    }

    [Fact]
    public async Task A_refresh_while_a_request_is_answered_is_in_the_cookie_of_its_response()
    {
        var address = await running.StartAnotherAsync();
        var refreshing = await running.StartAnotherAsync(("Sessions__RefreshBefore", "00:15:00"));
        using var visitor = await running.LoggedInAsync(address: address);
        using var other = Moved(visitor, refreshing);

        var answer = await other.GetAsync("/session");

        Assert.Equal(204, answer.Status);
        Assert.Contains(answer.SetCookies, cookie => cookie.StartsWith(Session + "=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Newer_tokens_of_a_page_are_taken_before_those_of_its_cookie_are_used()
    {
        using var keys = new TestFolder();
        using var visitor = await running.LoggedInAsync(address: await running.StartAnotherAsync(("KeyRing__Folder", keys.Path)));
        using var other = Moved(
            visitor, await running.StartAnotherAsync(("KeyRing__Folder", keys.Path), ("Sessions__RefreshBefore", "00:15:00")));
        var cookie = DashboardKeys.Read(keys, visitor.Cookies[Session]);
        var newer = await RefreshAsync(await RefreshAsync(cookie)); // the gateway accepts the last but one token no more

        var taken = await other.PostTextAsync("/session", DashboardKeys.Transfer(keys, newer));

        Assert.Equal(204, taken.Status);
        Assert.Equal(newer.Issued.Token, DashboardKeys.Read(keys, other.Cookies[Session]).Issued.Token);
        Assert.Equal(204, (await other.GetAsync("/session")).Status);
    }

    [Fact]
    public async Task Tokens_are_taken_from_a_page_of_the_same_session_only()
    {
        using var visitor = await running.LoggedInAsync();
        using var stranger = running.NewVisitor();

        Assert.Equal(400, (await visitor.PostAsync("/session")).Status);
        Assert.Equal(401, (await stranger.PostAsync("/session")).Status);
    }

    [Fact]
    public void Tokens_of_another_session_are_not_taken()
    {
        var transfer = new SessionTransfer(new EphemeralDataProtectionProvider());
        using var session = new MerchantSession(SampleSession.New(TimeProvider.System));
        var other = SampleSession.New(TimeProvider.System);
        var own = new SessionState { Key = session.Key, Issued = other.Issued, StartedAt = other.StartedAt, UsedAt = other.UsedAt };

        Assert.False(transfer.TryApply(transfer.Protect(other), session));
        Assert.False(transfer.TryApply("forged", session));
        Assert.True(transfer.TryApply(transfer.Protect(own), session));
        Assert.Equal(other.Issued.Token, session.State.Issued.Token);
    }

    private async Task<SessionState> RefreshAsync(SessionState state)
    {
        var response = await running.Gateway.Api.PostAsJsonAsync("/api/v1/auth/refresh", new { refresh_token = state.Issued.RefreshToken });
        var issued = await response.Content.ReadFromJsonAsync(GatewayJson.Default.IssuedSession);
        return new SessionState { Key = state.Key, Issued = issued!, StartedAt = state.StartedAt, UsedAt = state.UsedAt };
    }

    private Visitor Moved(Visitor visitor, string address)
    {
        var other = running.NewVisitor(address: address);
        other.Cookies[Session] = visitor.Cookies[Session];
        return other;
    }
}
