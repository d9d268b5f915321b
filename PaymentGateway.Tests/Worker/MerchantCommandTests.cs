using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Worker;

/// <summary><c>merchants …</c>: what an operator does for merchants, seen by their programs and people.</summary>
public sealed class MerchantCommandTests(Servers servers)
{
    [Fact]
    public async Task The_list_has_a_row_for_each_merchant_in_aligned_columns()
    {
        var console = OperatorConsole.Of(await servers.SharedGatewayAsync());
        var email = NewEmail();
        (await console.RunAsync("merchants", "add", email, "--name", "Krishna's Çafé")).ExpectDone();

        var list = (await console.RunAsync("merchants", "list")).ExpectDone();

        var header = list.Lines[0];
        var row = Assert.Single(list.Lines, line => line.Contains(email, StringComparison.Ordinal));
        Assert.Equal("ID", header[..header.IndexOf(' ', StringComparison.Ordinal)]);
        Assert.True(Guid.TryParse(row[..header.IndexOf("EMAIL", StringComparison.Ordinal)], out _), row);
        Assert.StartsWith(email, row[header.IndexOf("EMAIL", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.StartsWith("Krishna's Çafé  ", row[header.IndexOf("NAME", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.StartsWith("active  ", row[header.IndexOf("STATUS", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$", row[header.IndexOf("CREATED (UTC)", StringComparison.Ordinal)..]);
    }

    [Fact]
    public async Task A_name_that_would_control_the_terminal_is_listed_as_plain_text()
    {
        var merchant = await servers.NewMerchantAsync();
        await merchant.Gateway.ExecuteAsync(
            $"UPDATE merchants SET name = {"one\ntwo\u001b[31m\u2028three"} WHERE id = {merchant.Id.Value}");

        var list = (await OperatorConsole.Of(merchant.Gateway).RunAsync("merchants", "list")).ExpectDone();

        Assert.Contains("one two [31m three", Assert.Single(list.Lines, line => line.StartsWith($"{merchant.Id}", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_without_merchants_is_one_line()
    {
        await using var db = TestDatabase.Open(await servers.NewDatabaseAsync());
        await db.Database.ExecuteSqlRawAsync(
            "SET session_replication_role = replica; DELETE FROM orders; DELETE FROM merchants", TestContext.Current.CancellationToken);

        var list = (await new OperatorConsole(db.Database.GetConnectionString()).RunAsync("merchants", "list")).ExpectDone();

        Assert.Equal("There are no merchants. merchants add creates one.", Assert.Single(list.Lines));
    }

    [Fact]
    public async Task An_added_merchant_logs_in_and_calls_the_api_with_what_is_printed()
    {
        var gateway = await servers.SharedGatewayAsync();
        var email = NewEmail();

        var added = (await OperatorConsole.Of(gateway).RunAsync("merchants", "add", $" {email.ToUpperInvariant()} ")).ExpectDone();

        Assert.Matches("^Merchant [0-9a-f-]{36} created. These values are shown only once:$", added.Lines[0]);
        var config = (await GetConfigAsync(gateway, added.Value("API key"), added.Value("API secret"))).Expect(200);
        Assert.Equal(email.Split('@')[0], config.Text("name"));
        Assert.Equal(added.Value("webhook secret"), config.Text("webhook_secret"));
        (await LogInAsync(gateway, email, added.Value("password"))).Expect(200);
    }

    [Fact]
    public async Task A_merchant_whose_email_exists_is_not_added()
    {
        var person = await Person.CreateAsync(servers);

        var refused = await OperatorConsole.Of(person.Merchant.Gateway).RunAsync("merchants", "add", person.Email.ToUpperInvariant());

        refused.ExpectRefusal($"A merchant with the email {person.Email} exists already.");
    }

    [Theory]
    [InlineData("no address", "Name", "is not an email address")]
    [InlineData("Shop <shop@example.com>", "Name", "is not an email address")]
    [InlineData("wrong.name@example.com", " ", "name is required")]
    [InlineData("wrong.name@example.com", "256", "name must be at most 255 characters")]
    public async Task A_merchant_without_an_email_or_a_name_is_not_added(string email, string name, string error)
    {
        var gateway = await servers.SharedGatewayAsync();

        var refused = await OperatorConsole.Of(gateway).RunAsync(
            "merchants", "add", email, "--name", name == "256" ? new string('n', 256) : name);

        refused.ExpectWrongUsage(error);
        Assert.Equal(0, await gateway.ScalarAsync<long>(
            $"SELECT count(*) AS \"Value\" FROM merchants WHERE email LIKE {"%" + email.ToLowerInvariant() + "%"}"));
    }

    [Fact]
    public async Task A_merchant_is_not_added_with_a_master_key_that_is_not_that_of_the_database()
    {
        var console = new OperatorConsole(await servers.NewDatabaseAsync())
        {
            Extra = new Dictionary<string, string?> { ["Security__MasterKey"] = new string('k', 32) },
        };

        (await console.RunAsync("merchants", "add", NewEmail())).ExpectRefusal("Security:MasterKey is not the one of this database.");
        Assert.Equal(2, (await console.RunAsync("merchants", "list")).ExpectDone().Lines.Length); // its header, and the sandbox's
    }

    [Fact]
    public async Task A_merchant_is_renamed_by_its_id_or_its_email()
    {
        var person = await Person.CreateAsync(servers);
        var console = OperatorConsole.Of(person.Merchant.Gateway);

        var byId = (await console.RunAsync("merchants", "rename", $"{person.Merchant.Id}", "  By id ")).ExpectDone();
        Assert.Equal($"Merchant {person.Merchant.Id} is now named By id.", Assert.Single(byId.Lines));
        Assert.Equal("By id", (await person.Merchant.GetAsync("/api/v1/merchant/config")).Text("name"));

        (await console.RunAsync("merchants", "rename", person.Email.ToUpperInvariant(), "By email")).ExpectDone();
        Assert.Equal("By email", (await person.Merchant.GetAsync("/api/v1/merchant/config")).Text("name"));
    }

    [Fact]
    public async Task A_merchant_is_not_renamed_to_a_name_that_the_api_refuses()
    {
        var merchant = await servers.NewMerchantAsync();
        var console = OperatorConsole.Of(merchant.Gateway);

        (await console.RunAsync("merchants", "rename", $"{merchant.Id}", "\t")).ExpectWrongUsage("name is required");
        (await console.RunAsync("merchants", "rename", $"{merchant.Id}", new string('n', 256))).ExpectWrongUsage("at most 255");

        Assert.Equal("A test merchant", (await merchant.GetAsync("/api/v1/merchant/config")).Text("name"));
    }

    [Theory]
    [InlineData("rename", "New name")]
    [InlineData("disable")]
    [InlineData("enable")]
    [InlineData("reset-password")]
    [InlineData("rotate-keys")]
    public async Task A_merchant_that_does_not_exist_is_refused(string command, params string[] arguments)
    {
        var console = new OperatorConsole(await servers.EmptyDatabaseAsync());
        foreach (var merchant in new[] { "nobody@example.com", $"{Guid.NewGuid()}" })
        {
            (await console.RunAsync(["merchants", command, merchant, .. arguments]))
                .ExpectRefusal($"No merchant has the id or email {merchant}.");
        }
    }

    [Fact]
    public async Task A_reset_password_is_printed_ends_every_session_and_ends_a_lock_out()
    {
        var person = await Person.CreateAsync(servers);
        var gateway = person.Merchant.Gateway;
        var session = (await person.LogInAsync()).Expect(200);
        await gateway.ExecuteAsync($"""
            UPDATE merchants SET failed_logins = 9, locked_until = now() + interval '1 hour' WHERE id = {person.Merchant.Id.Value}
            """);

        var reset = (await OperatorConsole.Of(gateway).RunAsync("merchants", "reset-password", person.Email)).ExpectDone();

        Assert.Equal(person.Email, reset.Value("email"));
        Assert.InRange(reset.Value("password").Length, MerchantPasswords.MinLength, MerchantPasswords.MaxLength);
        (await person.SendAsync(HttpMethod.Get, "/api/v1/orders", session.Text("token"))).ExpectError(401, "AUTHENTICATION_ERROR");
        (await person.RefreshAsync(session.Text("refresh_token"))).ExpectError(401, "AUTHENTICATION_ERROR");
        (await person.LogInAsync()).ExpectError(401, "AUTHENTICATION_ERROR");
        (await person.LogInAsync(reset.Value("password"))).Expect(200);
    }

    [Fact]
    public async Task A_rotated_secret_replaces_the_old_one_at_once_without_an_overlap()
    {
        var merchant = await servers.NewMerchantAsync();

        var rotated = (await OperatorConsole.Of(merchant.Gateway).RunAsync("merchants", "rotate-keys", $"{merchant.Id}")).ExpectDone();

        Assert.Equal(merchant.Credentials.Key, rotated.Value("API key"));
        Assert.Equal("The old secret is refused within 5 s.", rotated.Lines[^1]);
        (await GetConfigAsync(merchant.Gateway, merchant.Credentials.Key, rotated.Value("API secret"))).Expect(200);
        (await merchant.GetAsync("/api/v1/orders")).ExpectError(401, "AUTHENTICATION_ERROR"); // no check of it is cached
    }

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("30m", 1800)]
    [InlineData("24h", 86_400)]
    [InlineData("1d", 86_400)]
    public async Task A_rotated_secret_works_on_for_the_overlap(string overlap, int seconds)
    {
        var merchant = await servers.NewMerchantAsync();
        var before = TimeProvider.System.GetUtcNow();

        var rotated = (await OperatorConsole.Of(merchant.Gateway)
            .RunAsync("merchants", "rotate-keys", $"{merchant.Id}", "--overlap", overlap)).ExpectDone();

        (await GetConfigAsync(merchant.Gateway, merchant.Credentials.Key, rotated.Value("API secret"))).Expect(200);
        var config = (await merchant.GetAsync("/api/v1/merchant/config")).Expect(200);
        var end = config.Json.GetProperty("previous_secret_expires_at").GetDateTimeOffset();
        Assert.InRange((end - before).TotalSeconds, seconds - 1, seconds + 30);
        Assert.Equal($"The old secret works until {end.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC.", rotated.Lines[^1]);
    }

    [Theory]
    [InlineData("25h")]
    [InlineData("86401s")]
    [InlineData("-1s")]
    [InlineData("24")]
    [InlineData("h")]
    [InlineData("99999999999h")]
    public async Task An_overlap_of_more_than_a_day_or_without_a_unit_is_refused(string overlap)
    {
        var merchant = await servers.NewMerchantAsync();

        var refused = await OperatorConsole.Of(merchant.Gateway).RunAsync("merchants", "rotate-keys", $"{merchant.Id}", $"--overlap={overlap}");

        refused.ExpectWrongUsage($"{overlap} is not an overlap from 0 to 24h");
        (await merchant.GetAsync("/api/v1/orders")).Expect(200);
    }

    private static string NewEmail() => $"{Guid.NewGuid():N}@shop.example";

    private static async Task<ApiAnswer> LogInAsync(Gateway gateway, string email, string password) =>
        await Person.LogInAsync(await TestMerchant.CreateAsync(gateway), email, password);

    private static async Task<ApiAnswer> GetConfigAsync(Gateway gateway, string key, string secret)
    {
        using var http = gateway.NewClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"{key}:{secret}")));
        return await ApiAnswer.ReadAsync(await http.GetAsync("/api/v1/merchant/config"));
    }
}
