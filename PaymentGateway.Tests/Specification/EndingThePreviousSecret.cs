using System.Text.Json;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

/// <summary>The overlap of a rotated secret is shown, and can be ended before its time.</summary>
public sealed class EndingThePreviousSecret(Servers servers)
{
    private const string Path = "/api/v1/merchant/keys/previous";

    [Fact]
    public async Task A_previous_secret_that_is_ended_stops_within_five_seconds()
    {
        var (person, token) = await LoggedInAsync();
        var keys = await RotateAsync(person, token);
        (await person.Merchant.GetAsync("/api/v1/orders")).Expect(200); // cached from here on
        Assert.Equal(keys.Json.GetProperty("previous_secret_expires_at").GetRawText(), (await ExpiryAsync(person, token)).GetRawText());

        (await person.SendAsync(HttpMethod.Delete, Path, token)).Expect(204);

        Assert.Equal(JsonValueKind.Null, (await ExpiryAsync(person, token)).ValueKind);
        await Eventually.GetAsync(() => person.Merchant.GetAsync("/api/v1/orders"), response => (int)response.Status == 401,
            "the previous secret is refused", TimeSpan.FromSeconds(6));
        (await WithSecretAsync(person, keys.Text("api_secret"))).Expect(200);
    }

    [Fact]
    public async Task Without_a_previous_secret_the_response_is_the_same_and_the_current_one_stays()
    {
        var (person, token) = await LoggedInAsync();

        (await person.SendAsync(HttpMethod.Delete, Path, token)).Expect(204);
        (await person.SendAsync(HttpMethod.Delete, Path, token)).Expect(204);

        Assert.Equal(JsonValueKind.Null, (await ExpiryAsync(person, token)).ValueKind);
        (await WithSecretAsync(person, person.Merchant.Credentials.Secret)).Expect(200);
    }

    [Fact]
    public async Task A_previous_secret_that_has_expired_is_not_shown()
    {
        var (person, token) = await LoggedInAsync();
        await RotateAsync(person, token);

        await person.Merchant.Gateway.ExecuteAsync(
            $"UPDATE merchants SET previous_secret_expires_at = now() WHERE id = {person.Merchant.Id.Value}");

        Assert.Equal(JsonValueKind.Null, (await ExpiryAsync(person, token)).ValueKind);
    }

    [Fact]
    public async Task Keys_and_other_merchants_do_not_end_a_secret()
    {
        var (person, token) = await LoggedInAsync();
        var (other, otherToken) = await LoggedInAsync();
        await RotateAsync(person, token);

        (await person.Merchant.SendAsync(HttpMethod.Delete, Path, null)).ExpectError(403, "PERMISSION_DENIED");
        (await person.SendAsync(HttpMethod.Delete, Path, null, _ => { })).ExpectError(401, "AUTHENTICATION_ERROR");
        (await other.SendAsync(HttpMethod.Delete, Path, otherToken)).Expect(204);

        Assert.Equal(JsonValueKind.String, (await ExpiryAsync(person, token)).ValueKind);
    }

    private async Task<(Person Person, string Token)> LoggedInAsync()
    {
        var person = await Person.CreateAsync(servers);
        return (person, (await person.LogInAsync()).Expect(200).Text("token"));
    }

    private static async Task<ApiAnswer> RotateAsync(Person person, string token) =>
        (await person.SendAsync(HttpMethod.Post, "/api/v1/merchant/keys/rotate", token, new { overlap_seconds = 3600 })).Expect(200);

    private static async Task<JsonElement> ExpiryAsync(Person person, string token) =>
        (await person.SendAsync(HttpMethod.Get, "/api/v1/merchant/config", token)).Expect(200).Json.GetProperty("previous_secret_expires_at");

    private static Task<ApiAnswer> WithSecretAsync(Person person, string secret) =>
        person.SendAsync(HttpMethod.Get, "/api/v1/orders", null, headers =>
        {
            headers.Add("X-Api-Key", person.Merchant.Credentials.Key);
            headers.Add("X-Api-Secret", secret);
        });
}
