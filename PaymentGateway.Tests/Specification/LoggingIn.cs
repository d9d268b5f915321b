using System.Net.Http.Headers;
using System.Net.Http.Json;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

public sealed class LoggingIn(Servers servers)
{
    private const string Password = "correct horse battery";

    private static readonly string PasswordHash = QuickPasswords.Hash(Password);

    [Fact]
    public async Task A_person_who_logged_in_may_do_what_the_merchants_key_may()
    {
        var (merchant, email) = await NewPersonAsync();

        var session = (await LogInAsync(merchant, email, Password)).Expect(200);
        var config = await WithTokenAsync(merchant, session.Text("token"), HttpMethod.Get, "/api/v1/merchant/config");

        Assert.Equal(merchant.Credentials.Key, config.Expect(200).Text("api_key"));
        Assert.Equal(merchant.Id.Value, session.Json.GetProperty("merchant").GetProperty("id").GetGuid());
        Assert.InRange(session.Json.GetProperty("expires_at").GetDateTimeOffset() - TimeProvider.System.GetUtcNow(),
            TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(16));
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_are_the_same()
    {
        var (merchant, email) = await NewPersonAsync();

        var wrong = (await LogInAsync(merchant, email, "wrong")).ExpectError(401, "AUTHENTICATION_ERROR");
        var unknown = (await LogInAsync(merchant, $"x{email}", "wrong")).ExpectError(401, "AUTHENTICATION_ERROR");

        Assert.Equal(Description(wrong), Description(unknown));
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_an_address_known_or_not_and_time_opens_it()
    {
        var (merchant, email) = await NewPersonAsync();

        foreach (var address in new[] { email, $"x{email}" })
        {
            for (var tries = 0; tries < 5; tries++)
            {
                (await LogInAsync(merchant, address, "wrong")).ExpectError(401, "AUTHENTICATION_ERROR");
            }

            var locked = (await LogInAsync(merchant, address, Password)).ExpectError(429, "RATE_LIMITED");
            Assert.InRange(int.Parse(locked.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        }

        await merchant.Gateway.ExecuteAsync($"UPDATE merchants SET locked_until = now() WHERE id = {merchant.Id.Value}");
        (await LogInAsync(merchant, email, Password)).Expect(200);
    }

    [Fact]
    public async Task A_refresh_token_is_good_for_one_refresh()
    {
        var (merchant, email) = await NewPersonAsync();
        var session = await LogInAsync(merchant, email, Password);

        var refreshed = (await RefreshAsync(merchant, session.Expect(200).Text("refresh_token"))).Expect(200);
        (await RefreshAsync(merchant, session.Text("refresh_token"))).ExpectError(401, "AUTHENTICATION_ERROR");
        (await RefreshAsync(merchant, refreshed.Text("refresh_token"))).Expect(200);

        (await WithTokenAsync(merchant, refreshed.Text("token"), HttpMethod.Get, "/api/v1/orders")).Expect(200);
    }

    [Fact]
    public async Task Logging_out_ends_the_session_at_once()
    {
        var (merchant, email) = await NewPersonAsync();
        var session = (await LogInAsync(merchant, email, Password)).Expect(200);

        (await WithTokenAsync(merchant, session.Text("token"), HttpMethod.Post, "/api/v1/auth/logout")).Expect(204);

        (await WithTokenAsync(merchant, session.Text("token"), HttpMethod.Get, "/api/v1/orders")).ExpectError(401, "AUTHENTICATION_ERROR");
        (await RefreshAsync(merchant, session.Text("refresh_token"))).ExpectError(401, "AUTHENTICATION_ERROR");
    }

    [Theory]
    [InlineData("last_seen_at = now() - interval '31 minutes'")]
    [InlineData("expires_at = now() - interval '1 second'")]
    public async Task A_session_that_was_left_alone_or_lasted_too_long_is_over(string change)
    {
        var (merchant, email) = await NewPersonAsync();
        var session = (await LogInAsync(merchant, email, Password)).Expect(200);

        await merchant.Gateway.ExecuteAsync(System.Runtime.CompilerServices.FormattableStringFactory.Create(
            $"UPDATE sessions SET {change} WHERE merchant_id = {{0}}", merchant.Id.Value));

        (await WithTokenAsync(merchant, session.Text("token"), HttpMethod.Get, "/api/v1/orders")).ExpectError(401, "AUTHENTICATION_ERROR");
        (await RefreshAsync(merchant, session.Text("refresh_token"))).ExpectError(401, "AUTHENTICATION_ERROR");
    }

    [Fact]
    public async Task A_token_that_was_tampered_with_is_worth_nothing()
    {
        var (merchant, email) = await NewPersonAsync();
        var token = (await LogInAsync(merchant, email, Password)).Expect(200).Text("token");
        var unsigned = Convert.ToBase64String("""{"alg":"none","typ":"JWT"}"""u8).TrimEnd('=') + token[token.IndexOf('.', StringComparison.Ordinal)..];

        foreach (var forged in new[] { token[..^4] + "AAAA", unsigned, unsigned[..(unsigned.LastIndexOf('.') + 1)], "x.y.z", "" })
        {
            (await WithTokenAsync(merchant, forged, HttpMethod.Get, "/api/v1/orders")).ExpectError(401, "AUTHENTICATION_ERROR");
        }
    }

    [Fact]
    public async Task Without_overlap_the_old_secret_stops_within_five_seconds()
    {
        var (merchant, email) = await NewPersonAsync();
        (await merchant.GetAsync("/api/v1/orders")).Expect(200); // remembered from here on
        var session = (await LogInAsync(merchant, email, Password)).Expect(200);

        var keys = (await RotateAsync(merchant, session, overlapSeconds: null)).Expect(200);

        Assert.Equal(merchant.Credentials.Key, keys.Text("api_key"));
        (await WithSecretAsync(merchant, keys.Text("api_secret"))).Expect(200);
        await Eventually.GetAsync(() => merchant.GetAsync("/api/v1/orders"), answer => (int)answer.Status == 401,
            "the old secret is refused", TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task With_overlap_both_secrets_work_until_it_ends()
    {
        var (merchant, email) = await NewPersonAsync();
        var session = (await LogInAsync(merchant, email, Password)).Expect(200);

        var keys = (await RotateAsync(merchant, session, overlapSeconds: 3600)).Expect(200);
        (await merchant.GetAsync("/api/v1/orders")).Expect(200);
        (await WithSecretAsync(merchant, keys.Text("api_secret"))).Expect(200);

        await merchant.Gateway.ExecuteAsync($"UPDATE merchants SET previous_secret_expires_at = now() WHERE id = {merchant.Id.Value}");
        await Eventually.GetAsync(() => merchant.GetAsync("/api/v1/orders"), answer => (int)answer.Status == 401,
            "the old secret is refused", TimeSpan.FromSeconds(6));
        (await WithSecretAsync(merchant, keys.Text("api_secret"))).Expect(200);
    }

    [Fact]
    public async Task Keys_are_changed_by_persons_only_and_kept_as_hashes()
    {
        var (merchant, email) = await NewPersonAsync();
        var session = (await LogInAsync(merchant, email, Password)).Expect(200);

        (await merchant.PostAsync("/api/v1/merchant/keys/rotate")).ExpectError(403, "PERMISSION_DENIED");
        (await RotateAsync(merchant, session, overlapSeconds: 86_401)).ExpectError(400, "BAD_REQUEST_ERROR");
        var secret = (await RotateAsync(merchant, session, overlapSeconds: null)).Expect(200).Text("api_secret");

        Assert.Equal(1, await merchant.Gateway.ScalarAsync<long>($"""
            SELECT count(*) AS "Value" FROM merchants m WHERE id = {merchant.Id.Value} AND api_secret = {ApiCredentials.Hash(secret)}
                AND position({secret} in to_jsonb(m)::text) = 0
            """));
    }

    private async Task<(TestMerchant Merchant, string Email)> NewPersonAsync()
    {
        var merchant = await servers.NewMerchantAsync();
        await merchant.Gateway.ExecuteAsync($"UPDATE merchants SET password_hash = {PasswordHash} WHERE id = {merchant.Id.Value}");
        return (merchant, await merchant.Gateway.ScalarAsync<string>($"SELECT email AS \"Value\" FROM merchants WHERE id = {merchant.Id.Value}"));
    }

    private static Task<ApiAnswer> LogInAsync(TestMerchant merchant, string email, string password) =>
        SendAsync(merchant, HttpMethod.Post, "/api/v1/auth/login", new { email, password }, _ => { });

    private static Task<ApiAnswer> RefreshAsync(TestMerchant merchant, string token) =>
        SendAsync(merchant, HttpMethod.Post, "/api/v1/auth/refresh", new { refresh_token = token }, _ => { });

    private static Task<ApiAnswer> WithTokenAsync(TestMerchant merchant, string token, HttpMethod method, string path, object? body = null) =>
        SendAsync(merchant, method, path, body, headers => headers.TryAddWithoutValidation("Authorization", $"Bearer {token}"));

    private static Task<ApiAnswer> WithSecretAsync(TestMerchant merchant, string secret) =>
        SendAsync(merchant, HttpMethod.Get, "/api/v1/orders", null, headers =>
        {
            headers.Add("X-Api-Key", merchant.Credentials.Key);
            headers.Add("X-Api-Secret", secret);
        });

    private static Task<ApiAnswer> RotateAsync(TestMerchant merchant, ApiAnswer session, int? overlapSeconds) => WithTokenAsync(
        merchant, session.Text("token"), HttpMethod.Post, "/api/v1/merchant/keys/rotate",
        overlapSeconds is { } seconds ? new { overlap_seconds = seconds } : null);

    private static async Task<ApiAnswer> SendAsync(
        TestMerchant merchant, HttpMethod method, string path, object? body, Action<HttpRequestHeaders> identify)
    {
        using var http = merchant.Gateway.NewClient();
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        identify(request.Headers);
        return await ApiAnswer.ReadAsync(await http.SendAsync(request));
    }

    private static string? Description(ApiAnswer answer) => answer.Json.GetProperty("error").GetProperty("description").GetString();
}
