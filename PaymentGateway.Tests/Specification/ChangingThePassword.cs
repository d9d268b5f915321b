using System.Globalization;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

/// <summary>A person who knows the password may replace it; whoever else is logged in no longer is.</summary>
public sealed class ChangingThePassword(Servers servers)
{
    private const string NewPassword = "incorrect horse battery";

    [Fact]
    public async Task After_a_change_only_the_new_password_logs_in()
    {
        var (person, token) = await LoggedInAsync();

        var changed = (await ChangeAsync(person, token)).Expect(204);

        Assert.Equal("", changed.Body);
        (await person.LogInAsync()).ExpectError(401, "AUTHENTICATION_ERROR");
        (await person.LogInAsync(NewPassword)).Expect(200);
    }

    [Fact]
    public async Task A_change_ends_every_other_session_at_once_and_keeps_its_own()
    {
        var (person, token) = await LoggedInAsync();
        var session = await person.LogInAsync();
        var other = await Person.CreateAsync(servers);
        var others = (await other.LogInAsync()).Expect(200).Text("token");

        (await ChangeAsync(person, token)).Expect(204);

        (await OrdersAsync(person, session.Text("token"))).ExpectError(401, "AUTHENTICATION_ERROR");
        (await person.RefreshAsync(session.Text("refresh_token"))).ExpectError(401, "AUTHENTICATION_ERROR");
        (await OrdersAsync(person, token)).Expect(200);
        (await OrdersAsync(other, others)).Expect(200);
        (await other.LogInAsync()).Expect(200);
    }

    [Fact]
    public async Task An_incorrect_current_password_changes_nothing()
    {
        var (person, token) = await LoggedInAsync();
        var session = (await person.LogInAsync()).Expect(200).Text("token");

        var refused = (await ChangeAsync(person, token, "a wrong password")).ExpectError(400, "BAD_REQUEST_ERROR");

        Assert.Equal("current_password", refused.Json.GetProperty("error").GetProperty("field").GetString());
        (await OrdersAsync(person, session)).Expect(200);
        (await person.LogInAsync(NewPassword)).ExpectError(401, "AUTHENTICATION_ERROR");
        (await person.LogInAsync()).Expect(200);
    }

    [Fact]
    public async Task Incorrect_current_passwords_count_and_lock_as_failed_log_ins_do()
    {
        var (person, token) = await LoggedInAsync();
        for (var tries = 0; tries < 4; tries++)
        {
            (await ChangeAsync(person, token, "a wrong password")).ExpectError(400, "BAD_REQUEST_ERROR");
        }

        (await person.LogInAsync("a wrong password")).ExpectError(401, "AUTHENTICATION_ERROR");

        var locked = (await ChangeAsync(person, token)).ExpectError(429, "RATE_LIMITED");
        Assert.InRange(int.Parse(locked.Header("Retry-After")!, CultureInfo.InvariantCulture), 1, 60);
        (await person.LogInAsync()).ExpectError(429, "RATE_LIMITED");
        await person.Merchant.Gateway.ExecuteAsync($"UPDATE merchants SET locked_until = now() WHERE id = {person.Merchant.Id.Value}");
        (await ChangeAsync(person, token)).Expect(204);
        (await person.LogInAsync("a wrong password")).ExpectError(401, "AUTHENTICATION_ERROR"); // counted from the beginning
        (await person.LogInAsync(NewPassword)).Expect(200);
    }

    [Theory]
    [InlineData(11, 400)]
    [InlineData(12, 204)]
    [InlineData(255, 204)]
    [InlineData(256, 400)]
    public async Task A_new_password_has_12_to_255_characters(int length, int status)
    {
        var (person, token) = await LoggedInAsync();

        var response = (await ChangeAsync(person, token, Person.Password, new string('p', length))).Expect(status);

        Assert.True(status == 204 || response.Json.GetProperty("error").GetProperty("field").GetString() == "new_password");
    }

    [Fact]
    public async Task A_new_password_that_is_the_current_one_is_refused()
    {
        var (person, token) = await LoggedInAsync();

        var refused = (await ChangeAsync(person, token, Person.Password, Person.Password)).ExpectError(400, "BAD_REQUEST_ERROR");

        Assert.Equal("new_password", refused.Json.GetProperty("error").GetProperty("field").GetString());
    }

    [Fact]
    public async Task A_key_does_not_change_the_password()
    {
        var person = await Person.CreateAsync(servers);
        var body = new { current_password = Person.Password, new_password = NewPassword };

        (await person.Merchant.PostAsync("/api/v1/auth/password", body)).ExpectError(403, "PERMISSION_DENIED");
        (await person.SendAsync(HttpMethod.Post, "/api/v1/auth/password", body, _ => { })).ExpectError(401, "AUTHENTICATION_ERROR");

        (await person.LogInAsync()).Expect(200);
    }

    [Fact]
    public async Task A_log_in_that_verified_the_password_before_a_change_does_not_outlive_it()
    {
        var (person, token) = await LoggedInAsync();
        var gateway = person.Merchant.Gateway;
        var id = person.Merchant.Id.Value;
        await using var row = await HeldLock.TakeAsync(gateway,
            $"UPDATE merchants SET password_hash = '{MerchantPasswords.Hash(null!, NewPassword)}' WHERE id = '{id}'");

        var logIn = person.LogInAsync(); // with the password that this other process is replacing
        await HeldLock.IsWaitedForAsync(gateway, "UPDATE merchants");
        await row.CommitAsync();

        (await logIn).ExpectError(401, "AUTHENTICATION_ERROR");
        Assert.Equal(1, await gateway.ScalarAsync<long>($"SELECT count(*) AS \"Value\" FROM sessions WHERE merchant_id = {id}"));
        (await OrdersAsync(person, token)).Expect(200);
    }

    [Fact]
    public async Task Of_two_changes_at_the_same_moment_one_is_refused()
    {
        var (person, token) = await LoggedInAsync();
        var gateway = person.Merchant.Gateway;
        await using var row = await HeldLock.TakeAsync(gateway,
            $"UPDATE merchants SET password_hash = '{MerchantPasswords.Hash(null!, "set by another process")}' WHERE id = '{person.Merchant.Id.Value}'");

        var change = ChangeAsync(person, token);
        await HeldLock.IsWaitedForAsync(gateway, "UPDATE merchants");
        await row.CommitAsync();

        (await change).ExpectError(400, "BAD_REQUEST_ERROR");
        (await person.LogInAsync("set by another process")).Expect(200);
    }

    [Fact]
    public void A_password_that_the_gateway_makes_is_one_that_it_would_accept() =>
        Assert.InRange(MerchantPasswords.New().Length, MerchantPasswords.MinLength, MerchantPasswords.MaxLength);

    private async Task<(Person Person, string Token)> LoggedInAsync()
    {
        var person = await Person.CreateAsync(servers);
        return (person, (await person.LogInAsync()).Expect(200).Text("token"));
    }

    private static Task<ApiAnswer> ChangeAsync(
        Person person, string token, string currentPassword = Person.Password, string newPassword = NewPassword) =>
        person.SendAsync(HttpMethod.Post, "/api/v1/auth/password", token,
            new { current_password = currentPassword, new_password = newPassword });

    private static Task<ApiAnswer> OrdersAsync(Person person, string token) =>
        person.SendAsync(HttpMethod.Get, "/api/v1/orders", token);
}
