using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

/// <summary>A person may change the name that shoppers see.</summary>
public sealed class RenamingAMerchant(Servers servers)
{
    private const string Path = "/api/v1/merchant";

    [Fact]
    public async Task The_new_name_is_in_the_configuration_and_in_the_checkout()
    {
        var (person, token) = await LoggedInAsync();

        var config = (await RenameAsync(person, token, "  Krishna's Çafé & Söhne \u20b9\t")).Expect(200);

        Assert.Equal("Krishna's Çafé & Söhne \u20b9", config.Text("name"));
        Assert.Equal(person.Merchant.Credentials.Key, config.Text("api_key"));
        var order = await person.Merchant.CreateOrderAsync();
        Assert.Equal("Krishna's Çafé & Söhne \u20b9", (await person.Merchant.GetAsync($"/api/v1/orders/{order}/public")).Expect(200).Text("merchant_name"));
        Assert.Equal(config.Text("name"), (await person.Merchant.GetAsync("/api/v1/merchant/config")).Expect(200).Text("name"));
    }

    [Theory]
    [InlineData(0, 400)]
    [InlineData(1, 200)]
    [InlineData(255, 200)]
    [InlineData(256, 400)]
    public async Task A_name_has_1_to_255_characters(int length, int status)
    {
        var (person, token) = await LoggedInAsync();

        var response = (await RenameAsync(person, token, $" {new string('n', length)} ")).Expect(status);

        Assert.True(status == 200 || response.Json.GetProperty("error").GetProperty("field").GetString() == "name");
    }

    [Fact]
    public async Task A_repeated_change_is_carried_out_once()
    {
        var (person, token) = await LoggedInAsync();
        var key = Guid.NewGuid().ToString();

        var first = (await RenameAsync(person, token, "First", key)).Expect(200);
        (await RenameAsync(person, token, "Second")).Expect(200);
        var repeated = (await RenameAsync(person, token, "First", key)).Expect(200);

        Assert.Equal(("true", first.Body), (repeated.Header("Idempotent-Replayed"), repeated.Body));
        Assert.Equal("Second", (await person.Merchant.GetAsync("/api/v1/merchant/config")).Expect(200).Text("name"));
        // The response holds the webhook secret.
        Assert.Equal(0, await person.Merchant.Gateway.ScalarAsync<long>($"""
            SELECT count(*) AS "Value" FROM idempotency_keys
            WHERE merchant_id = {person.Merchant.Id.Value} AND position({TestMerchant.WebhookSecret} in response::text) > 0
            """));
    }

    [Fact]
    public async Task Keys_and_other_merchants_do_not_change_the_name()
    {
        var (person, token) = await LoggedInAsync();
        var (other, _) = await LoggedInAsync();

        (await person.Merchant.PatchAsync(Path, new { name = "By a key" })).ExpectError(403, "PERMISSION_DENIED");
        (await person.SendAsync(HttpMethod.Patch, Path, new { name = "By nobody" }, _ => { })).ExpectError(401, "AUTHENTICATION_ERROR");
        (await RenameAsync(person, token, "By a person")).Expect(200);

        Assert.Equal("By a person", (await person.Merchant.GetAsync("/api/v1/merchant/config")).Expect(200).Text("name"));
        Assert.Equal("A test merchant", (await other.Merchant.GetAsync("/api/v1/merchant/config")).Expect(200).Text("name"));
    }

    private async Task<(Person Person, string Token)> LoggedInAsync()
    {
        var person = await Person.CreateAsync(servers);
        return (person, (await person.LogInAsync()).Expect(200).Text("token"));
    }

    private static Task<ApiAnswer> RenameAsync(Person person, string token, string name, string? idempotencyKey = null) =>
        person.SendAsync(HttpMethod.Patch, Path, new { name }, headers =>
        {
            headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
            if (idempotencyKey is not null)
            {
                headers.Add("Idempotency-Key", idempotencyKey);
            }
        });
}
