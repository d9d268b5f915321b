using PaymentGateway.Tests.Core;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

/// <summary>An idempotency key is never refused for its digits, and no card number is stored in one.</summary>
public sealed class KeysThatLookLikeCards(Servers servers)
{
    private const int Seed = 27_11;

    private static readonly int Keys = Volume.Of(300, full: 1000);

    [Fact]
    public async Task Random_keys_of_sixteen_digits_are_accepted()
    {
        var merchant = await servers.NewMerchantAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {Seed}");
#pragma warning disable RS0030, CA5394 // repeatable on purpose
        var random = new Random(Seed);
        var keys = Enumerable.Range(0, Keys).Select(_ => $"{random.NextInt64(10_000_000_000_000_000):D16}").ToList();
#pragma warning restore RS0030, CA5394

        await Parallel.ForEachAsync(keys, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (key, _) =>
            (await Eventually.GetAsync(() => merchant.PostAsync("/api/v1/orders", new { amount = 1000 }, key),
                answer => (int)answer.Status != 503, "the gateway is not too busy")).Expect(201));

        Assert.Equal(Keys, (await merchant.GetAsync("/api/v1/orders")).Number("total"));
        Assert.Contains(keys, key => PaymentGateway.Core.Payments.Methods.StrayCardNumber.Is(key)); // control
    }

    [Fact]
    public async Task A_key_that_is_a_card_number_or_has_one_in_it_replays_and_is_stored_as_a_hash()
    {
        var merchant = await servers.NewMerchantAsync();
        List<string> keys = [.. CardNumbersInText.Cards.Select(card => card.Data.Trim()).Distinct(), "pay 4000-0566-5566-5556 now", "t17957924202370.8203249383174696"];

        foreach (var key in keys)
        {
            var first = (await merchant.PostAsync("/api/v1/orders", new { amount = 1000 }, key)).Expect(201);
            var again = (await merchant.PostAsync("/api/v1/orders", new { amount = 1000 }, $"\"{key}\"")).Expect(201);
            Assert.Equal(first.Body, again.Body);
            (await merchant.PostAsync("/api/v1/orders", new { amount = 1001 }, key)).ExpectError(422, "IDEMPOTENCY_KEY_REUSED");
        }

        var stored = await StoredKeysAsync(merchant);
        Assert.Equal(keys.Count, stored.Length);
        Assert.All(stored, key => Assert.Matches("^hmac-sha256:[0-9a-f]{64}$", key));
    }

    [Fact]
    public async Task The_stored_form_of_one_key_sent_as_a_key_is_another_key()
    {
        var merchant = await servers.NewMerchantAsync();
        var first = (await merchant.PostAsync("/api/v1/orders", new { amount = 1000 }, "4242424242424242")).Expect(201);

        var key = (await StoredKeysAsync(merchant)).Single();
        var second = (await merchant.PostAsync("/api/v1/orders", new { amount = 1000 }, key)).Expect(201);
        var again = (await merchant.PostAsync("/api/v1/orders", new { amount = 1000 }, key)).Expect(201);

        Assert.NotEqual(first.Text("id"), second.Text("id"));
        Assert.Null(second.Header("Idempotent-Replayed"));
        Assert.Equal(second.Body, again.Body);
    }

    [Fact]
    public async Task A_text_with_digits_in_it_is_kept_as_sent()
    {
        var merchant = await servers.NewMerchantAsync();
        var text = "t17957924202370.8203249383174696";

        var order = (await merchant.PostAsync("/api/v1/orders", new { amount = 1000, receipt = text, notes = new { paid_by = "card 4242424242424242" } })).Expect(201);
        var found = (await merchant.GetAsync("/api/v1/payments?q=8203249383174696")).Expect(200);

        Assert.Equal(text, order.Text("receipt"));
        Assert.Equal(0, found.Number("total"));
        (await merchant.PostAsync("/api/v1/orders", new { amount = 1000, receipt = "4242-4242-4242-4242" })).ExpectError(400, "BAD_REQUEST_ERROR");
    }

    private static async Task<string[]> StoredKeysAsync(TestMerchant merchant) => (await merchant.Gateway.ScalarAsync<string>(
        $"SELECT string_agg(key, ',') AS \"Value\" FROM idempotency_keys WHERE merchant_id = {merchant.Id.Value}")).Split(',');
}
