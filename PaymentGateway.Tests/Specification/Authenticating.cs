using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

public sealed class Authenticating(Servers servers)
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("", "")]
    [InlineData("key", null)]
    [InlineData(null, "secret")]
    [InlineData("key", "")]
    [InlineData("key", "wrong")]
    [InlineData("key", "key")]
    [InlineData("unknown", "secret")]
    [InlineData("secret", "secret")]
    [InlineData("key", "another's secret")]
    public async Task Missing_and_wrong_credentials_get_the_same_401(string? key, string? secret)
    {
        var (merchant, other) = (await servers.NewMerchantAsync(), await servers.NewMerchantAsync());
        using var client = merchant.Gateway.NewClient();
        Add("X-Api-Key", key);
        Add("X-Api-Secret", secret);

        foreach (var path in new[] { "/api/v1/payments", "/api/v1/orders", "/api/v1/merchant/config", "/api/v1/refunds/rfnd_0000000000000000" })
        {
            var refusal = (await ApiAnswer.ReadAsync(await client.GetAsync(path))).ExpectError(401, "AUTHENTICATION_ERROR");
            Assert.Equal("Invalid API credentials", refusal.Json.GetProperty("error").GetProperty("description").GetString());
        }

        void Add(string header, string? value)
        {
            if (value is not null)
            {
                client.DefaultRequestHeaders.TryAddWithoutValidation(header, value switch
                {
                    "key" => merchant.Credentials.Key,
                    "secret" => merchant.Credentials.Secret,
                    "another's secret" => other.Credentials.Secret,
                    _ => value,
                });
            }
        }
    }

    [Fact]
    public async Task Headers_and_basic_authentication_let_in_until_the_merchant_is_switched_off()
    {
        var merchant = await servers.NewMerchantAsync();
        using var basic = merchant.Gateway.NewClient();
        basic.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(
            System.Text.Encoding.UTF8.GetBytes($"{merchant.Credentials.Key}:{merchant.Credentials.Secret}")));
        (await merchant.GetAsync("/api/v1/payments")).Expect(200);
        (await ApiAnswer.ReadAsync(await basic.GetAsync("/api/v1/payments"))).Expect(200);

        await merchant.Gateway.ExecuteAsync($"UPDATE merchants SET is_active = false WHERE id = {merchant.Id.Value}");

        var refusal = await Eventually.GetAsync(() => merchant.GetAsync("/api/v1/payments"), answer => (int)answer.Status == 401, "it is let in no more");
        refusal.ExpectError(401, "AUTHENTICATION_ERROR");
    }
}
