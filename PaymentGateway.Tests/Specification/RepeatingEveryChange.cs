using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

/// <summary>Every route that changes something honours <c>Idempotency-Key</c>, but those whose answer is a secret to be shown once.</summary>
public sealed class RepeatingEveryChange(Servers servers)
{
    [Fact]
    public async Task Each_route_carries_a_repeated_request_out_once()
    {
        await using var receiver = await Receiver.StartAsync();
        var merchant = await servers.NewMerchantAsync(receiver.Url);
        var (paid, captured) = (await merchant.PaidAsync(), await merchant.PaidAsync());
        var delivered = await Eventually.GetAsync(() => merchant.GetAsync("/api/v1/webhooks?status=success"), page => page.Number("total") > 0, "a webhook is delivered");
        var webhook = delivered.Json.GetProperty("data")[0].GetProperty("id").GetString();
        var publicOrder = await merchant.CreateOrderAsync();
        (HttpMethod Method, string Path, object? Body)[] changes =
        [
            (HttpMethod.Post, "/api/v1/orders", new { amount = 1000 }),
            (HttpMethod.Post, "/api/v1/payments", new { order_id = await merchant.CreateOrderAsync(), method = "upi", vpa = "user@paytm" }),
            (HttpMethod.Post, "/api/v1/payments/public", new { order_id = publicOrder, method = "upi", vpa = "user@paytm" }),
            (HttpMethod.Post, $"/api/v1/payments/{captured}/capture", null),
            (HttpMethod.Post, $"/api/v1/payments/{paid}/refunds", new { amount = 100 }),
            (HttpMethod.Post, $"/api/v1/webhooks/{webhook}/retry", null),
            (HttpMethod.Put, "/api/v1/merchant/webhook", new { webhook_url = receiver.Url }),
            (HttpMethod.Patch, "/api/v1/merchant/webhook", new { webhook_url = receiver.Url }),
            (HttpMethod.Patch, "/api/v1/merchant/checkout", new { allowed_origins = new[] { "https://shop.example" } }),
            (HttpMethod.Post, "/api/v1/merchant/webhook/test", null),
        ];

        foreach (var (change, key) in changes.Select((change, number) => (change, $"change {number}")))
        {
            var first = await merchant.SendAsync(change.Method, change.Path, change.Body, key);
            var again = await merchant.SendAsync(change.Method, change.Path, change.Body, key);

            Assert.True((int)first.Status is 200 or 201, $"{change.Path}: {first}");
            Assert.Equal((change.Path, first.Status, first.Body), (change.Path, again.Status, again.Body));
            Assert.Equal("true", again.Header("Idempotent-Replayed"));
            // The order says whose a payer's key is.
            var another = new { order_id = publicOrder, webhook_url = "https://other.example", amount = 77 };
            (await merchant.SendAsync(change.Method, change.Path, another, key)).ExpectError(422, "IDEMPOTENCY_KEY_REUSED");
        }

        Assert.Equal(100, (await merchant.GetAsync($"/api/v1/payments/{paid}/refunds")).Json.GetProperty("data").EnumerateArray().Sum(refund => refund.GetProperty("amount").GetInt64()));
        Assert.Equal(1, await merchant.Gateway.ScalarAsync<long>(
            $"SELECT count(*) AS \"Value\" FROM events WHERE merchant_id = {merchant.Id.Value} AND type = 'webhook.test'"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("a\tb")]
    public async Task What_is_no_key_is_refused_or_is_none(string key)
    {
        var merchant = await servers.NewMerchantAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders") { Content = System.Net.Http.Json.JsonContent.Create(new { amount = 1000 }) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);

        var answer = await ApiAnswer.ReadAsync(await merchant.Http.SendAsync(request));

        Assert.Equal(key.Length == 0 ? 201 : 400, (int)answer.Status);
    }

    [Fact]
    public async Task A_key_has_at_most_255_characters_and_comes_once()
    {
        var merchant = await servers.NewMerchantAsync();

        (await merchant.PostAsync("/api/v1/orders", new { amount = 1000 }, new string('k', 255))).Expect(201);
        (await merchant.PostAsync("/api/v1/orders", new { amount = 1000 }, new string('k', 256))).ExpectError(400, "IDEMPOTENCY_KEY_INVALID");
    }

    [Fact]
    public async Task An_expired_key_used_by_many_at_once_has_one_new_effect_each_time()
    {
        var merchant = await servers.NewMerchantAsync();

        for (var round = 1; round <= 20; round++)
        {
            await merchant.Gateway.ExecuteAsync($"UPDATE idempotency_keys SET expires_at = now() WHERE merchant_id = {merchant.Id.Value}");
            var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => merchant.PostAsync("/api/v1/orders", new { amount = 1000 }, "expired")));

            Assert.Single(answers.Select(answer => answer.Expect(201).Text("id")).Distinct());
            Assert.Equal(round, (await merchant.GetAsync("/api/v1/orders?limit=1")).Number("total"));
        }
    }
}
