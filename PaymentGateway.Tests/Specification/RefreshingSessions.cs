using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

/// <summary>A refresh replaces the refresh token; for 30 s the replaced one returns the same successor.</summary>
public sealed class RefreshingSessions(Servers servers)
{
    [Fact]
    public async Task A_refresh_returns_another_refresh_token_and_a_token_that_is_accepted()
    {
        var (person, first) = await LoggedInAsync();

        var second = (await person.RefreshAsync(first)).Expect(200);
        var third = (await person.RefreshAsync(second.Text("refresh_token"))).Expect(200);

        Assert.Equal(3, new[] { first, second.Text("refresh_token"), third.Text("refresh_token") }.Distinct().Count());
        foreach (var token in new[] { second.Text("token"), third.Text("token") })
        {
            (await person.SendAsync(HttpMethod.Get, "/api/v1/orders", token)).Expect(200);
        }
    }

    [Fact]
    public async Task A_refresh_token_replaced_less_than_30_s_ago_returns_its_successor()
    {
        var (person, first) = await LoggedInAsync();
        var successor = (await person.RefreshAsync(first)).Expect(200).Text("refresh_token");
        await AdvanceAsync(person, seconds: 20);

        var repeated = (await person.RefreshAsync(first)).Expect(200);

        Assert.Equal(successor, repeated.Text("refresh_token"));
        (await person.SendAsync(HttpMethod.Get, "/api/v1/orders", repeated.Text("token"))).Expect(200);
        (await person.RefreshAsync(successor)).Expect(200);
    }

    [Fact]
    public async Task A_refresh_token_replaced_30_s_ago_is_refused_and_its_successor_is_not()
    {
        var (person, first) = await LoggedInAsync();
        var successor = (await person.RefreshAsync(first)).Expect(200).Text("refresh_token");
        await AdvanceAsync(person, seconds: 30);

        (await person.RefreshAsync(first)).ExpectError(401, "AUTHENTICATION_ERROR");

        (await person.RefreshAsync(successor)).Expect(200);
    }

    [Fact]
    public async Task Presenting_a_replaced_token_does_not_extend_its_30_s()
    {
        var (person, first) = await LoggedInAsync();
        (await person.RefreshAsync(first)).Expect(200);
        await AdvanceAsync(person, seconds: 20);
        (await person.RefreshAsync(first)).Expect(200);
        await AdvanceAsync(person, seconds: 10);

        (await person.RefreshAsync(first)).ExpectError(401, "AUTHENTICATION_ERROR");
    }

    [Fact]
    public async Task A_refresh_token_replaced_twice_within_30_s_is_refused()
    {
        var (person, first) = await LoggedInAsync();
        var second = (await person.RefreshAsync(first)).Expect(200).Text("refresh_token");
        var third = (await person.RefreshAsync(second)).Expect(200).Text("refresh_token");

        (await person.RefreshAsync(first)).ExpectError(401, "AUTHENTICATION_ERROR");

        Assert.Equal(third, (await person.RefreshAsync(second)).Expect(200).Text("refresh_token"));
    }

    [Fact]
    public async Task Refreshes_that_replace_one_token_at_the_same_moment_return_the_same_successor()
    {
        var (person, first) = await LoggedInAsync();
        var gateway = person.Merchant.Gateway;
        var row = await HeldLock.TakeAsync(gateway, $"SELECT 1 FROM sessions WHERE merchant_id = '{person.Merchant.Id.Value}' FOR UPDATE");

        // Each has read the token as the current one, and waits to replace it.
        var refreshes = Enumerable.Range(0, 2).Select(_ => person.RefreshAsync(first)).ToArray();
        await Eventually.BecomesTrueAsync(async () => await gateway.ScalarAsync<long>($"""
            SELECT count(*) AS "Value" FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'UPDATE sessions%'
            """) == refreshes.Length, "both refreshes wait for the row", TimeSpan.FromSeconds(1.5));
        await row.DisposeAsync();
        var answers = await Task.WhenAll(refreshes);

        var successor = Assert.Single(answers.Select(answer => answer.Expect(200).Text("refresh_token")).Distinct());
        (await person.RefreshAsync(successor)).Expect(200);
    }

    [Fact]
    public async Task Log_out_ends_the_30_s_of_a_replaced_token()
    {
        var (person, first) = await LoggedInAsync();
        var token = (await person.RefreshAsync(first)).Expect(200).Text("token");

        (await person.SendAsync(HttpMethod.Post, "/api/v1/auth/logout", token)).Expect(204);

        (await person.RefreshAsync(first)).ExpectError(401, "AUTHENTICATION_ERROR");
    }

    [Fact]
    public async Task The_end_of_a_session_ends_the_30_s_of_a_replaced_token()
    {
        var (person, first) = await LoggedInAsync();
        (await person.RefreshAsync(first)).Expect(200);

        await person.Merchant.Gateway.ExecuteAsync($"UPDATE sessions SET expires_at = now() WHERE merchant_id = {person.Merchant.Id.Value}");

        (await person.RefreshAsync(first)).ExpectError(401, "AUTHENTICATION_ERROR");
    }

    [Fact]
    public async Task A_replaced_token_whose_successor_was_replaced_by_an_older_version_is_refused()
    {
        var (person, first) = await LoggedInAsync();
        (await person.RefreshAsync(first)).Expect(200);

        // Versions without the 30 s write the new token alone.
        await person.Merchant.Gateway.ExecuteAsync($"UPDATE sessions SET refresh_token_hash = {new string('0', 64)} WHERE merchant_id = {person.Merchant.Id.Value}");

        (await person.RefreshAsync(first)).ExpectError(401, "AUTHENTICATION_ERROR");
    }

    private async Task<(Person Person, string RefreshToken)> LoggedInAsync()
    {
        var person = await Person.CreateAsync(servers);
        return (person, (await person.LogInAsync()).Expect(200).Text("refresh_token"));
    }

    private static Task<int> AdvanceAsync(Person person, int seconds) => person.Merchant.Gateway.ExecuteAsync($"""
        UPDATE sessions SET refreshed_at = refreshed_at - make_interval(secs => {seconds}) WHERE merchant_id = {person.Merchant.Id.Value}
        """);
}
