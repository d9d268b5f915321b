using PaymentGateway.Core.Merchants;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

public sealed class LoggingIn(Servers servers)
{
    [Fact]
    public async Task A_person_who_logged_in_may_do_what_the_merchants_key_may()
    {
        var person = await NewPersonAsync();

        var session = (await person.LogInAsync()).Expect(200);
        var config = await person.SendAsync(HttpMethod.Get, "/api/v1/merchant/config", session.Text("token"));

        Assert.Equal(person.Merchant.Credentials.Key, config.Expect(200).Text("api_key"));
        Assert.Equal(person.Merchant.Id.Value, session.Json.GetProperty("merchant").GetProperty("id").GetGuid());
        Assert.InRange(session.Json.GetProperty("expires_at").GetDateTimeOffset() - TimeProvider.System.GetUtcNow(),
            TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(16));
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_are_the_same()
    {
        var person = await NewPersonAsync();

        var wrong = (await person.LogInAsync("wrong")).ExpectError(401, "AUTHENTICATION_ERROR");
        var unknown = (await Person.LogInAsync(person.Merchant, $"x{person.Email}", "wrong")).ExpectError(401, "AUTHENTICATION_ERROR");

        Assert.Equal(Description(wrong), Description(unknown));
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_an_address_known_or_not_and_time_opens_it()
    {
        var person = await NewPersonAsync();

        foreach (var address in new[] { person.Email, $"x{person.Email}" })
        {
            for (var tries = 0; tries < 5; tries++)
            {
                (await Person.LogInAsync(person.Merchant, address, "wrong")).ExpectError(401, "AUTHENTICATION_ERROR");
            }

            var locked = (await Person.LogInAsync(person.Merchant, address, Person.Password)).ExpectError(429, "RATE_LIMITED");
            Assert.InRange(int.Parse(locked.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        }

        await person.Merchant.Gateway.ExecuteAsync($"UPDATE merchants SET locked_until = now() WHERE id = {person.Merchant.Id.Value}");
        (await person.LogInAsync()).Expect(200);
    }

    [Fact]
    public async Task Logging_out_ends_the_session_at_once()
    {
        var person = await NewPersonAsync();
        var session = (await person.LogInAsync()).Expect(200);

        (await person.SendAsync(HttpMethod.Post, "/api/v1/auth/logout", session.Text("token"))).Expect(204);

        (await person.SendAsync(HttpMethod.Get, "/api/v1/orders", session.Text("token"))).ExpectError(401, "AUTHENTICATION_ERROR");
        (await person.RefreshAsync(session.Text("refresh_token"))).ExpectError(401, "AUTHENTICATION_ERROR");
    }

    [Theory]
    [InlineData("last_seen_at = now() - interval '31 minutes'")]
    [InlineData("expires_at = now() - interval '1 second'")]
    public async Task A_session_that_was_left_alone_or_lasted_too_long_is_over(string change)
    {
        var person = await NewPersonAsync();
        var session = (await person.LogInAsync()).Expect(200);

        await person.Merchant.Gateway.ExecuteAsync(System.Runtime.CompilerServices.FormattableStringFactory.Create(
            $"UPDATE sessions SET {change} WHERE merchant_id = {{0}}", person.Merchant.Id.Value));

        (await person.SendAsync(HttpMethod.Get, "/api/v1/orders", session.Text("token"))).ExpectError(401, "AUTHENTICATION_ERROR");
        (await person.RefreshAsync(session.Text("refresh_token"))).ExpectError(401, "AUTHENTICATION_ERROR");
    }

    [Fact]
    public async Task A_token_that_was_tampered_with_is_worth_nothing()
    {
        var person = await NewPersonAsync();
        var token = (await person.LogInAsync()).Expect(200).Text("token");
        var unsigned = Convert.ToBase64String("""{"alg":"none","typ":"JWT"}"""u8).TrimEnd('=') + token[token.IndexOf('.', StringComparison.Ordinal)..];

        foreach (var forged in new[] { token[..^4] + "AAAA", unsigned, unsigned[..(unsigned.LastIndexOf('.') + 1)], "x.y.z", "" })
        {
            (await person.SendAsync(HttpMethod.Get, "/api/v1/orders", forged)).ExpectError(401, "AUTHENTICATION_ERROR");
        }
    }

    [Fact]
    public async Task Without_overlap_the_old_secret_stops_within_five_seconds()
    {
        var person = await NewPersonAsync();
        (await person.Merchant.GetAsync("/api/v1/orders")).Expect(200); // remembered from here on
        var session = (await person.LogInAsync()).Expect(200);

        var keys = (await RotateAsync(person, session, overlapSeconds: null)).Expect(200);

        Assert.Equal(person.Merchant.Credentials.Key, keys.Text("api_key"));
        (await WithSecretAsync(person, keys.Text("api_secret"))).Expect(200);
        await Eventually.GetAsync(() => person.Merchant.GetAsync("/api/v1/orders"), answer => (int)answer.Status == 401,
            "the old secret is refused", TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task With_overlap_both_secrets_work_until_it_ends()
    {
        var person = await NewPersonAsync();
        var session = (await person.LogInAsync()).Expect(200);

        var keys = (await RotateAsync(person, session, overlapSeconds: 3600)).Expect(200);
        (await person.Merchant.GetAsync("/api/v1/orders")).Expect(200);
        (await WithSecretAsync(person, keys.Text("api_secret"))).Expect(200);

        await person.Merchant.Gateway.ExecuteAsync($"UPDATE merchants SET previous_secret_expires_at = now() WHERE id = {person.Merchant.Id.Value}");
        await Eventually.GetAsync(() => person.Merchant.GetAsync("/api/v1/orders"), answer => (int)answer.Status == 401,
            "the old secret is refused", TimeSpan.FromSeconds(6));
        (await WithSecretAsync(person, keys.Text("api_secret"))).Expect(200);
    }

    [Fact]
    public async Task Keys_are_changed_by_persons_only_and_kept_as_hashes()
    {
        var person = await NewPersonAsync();
        var session = (await person.LogInAsync()).Expect(200);

        (await person.Merchant.PostAsync("/api/v1/merchant/keys/rotate")).ExpectError(403, "PERMISSION_DENIED");
        (await RotateAsync(person, session, overlapSeconds: 86_401)).ExpectError(400, "BAD_REQUEST_ERROR");
        var secret = (await RotateAsync(person, session, overlapSeconds: null)).Expect(200).Text("api_secret");

        Assert.Equal(1, await person.Merchant.Gateway.ScalarAsync<long>($"""
            SELECT count(*) AS "Value" FROM merchants m WHERE id = {person.Merchant.Id.Value} AND api_secret = {ApiCredentials.Hash(secret)}
                AND position({secret} in to_jsonb(m)::text) = 0
            """));
    }

    private Task<Person> NewPersonAsync() => Person.CreateAsync(servers);

    private static Task<ApiAnswer> WithSecretAsync(Person person, string secret) =>
        person.SendAsync(HttpMethod.Get, "/api/v1/orders", null, headers =>
        {
            headers.Add("X-Api-Key", person.Merchant.Credentials.Key);
            headers.Add("X-Api-Secret", secret);
        });

    private static Task<ApiAnswer> RotateAsync(Person person, ApiAnswer session, int? overlapSeconds) => person.SendAsync(
        HttpMethod.Post, "/api/v1/merchant/keys/rotate", session.Text("token"),
        overlapSeconds is { } seconds ? new { overlap_seconds = seconds } : null);

    private static string? Description(ApiAnswer answer) => answer.Json.GetProperty("error").GetProperty("description").GetString();
}
