using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

public sealed class RepeatingARequest(Servers servers)
{
    [Fact]
    public async Task The_same_request_with_the_same_key_is_carried_out_once_and_answered_with_the_same_bytes()
    {
        var merchant = await servers.NewMerchantAsync();
        var payment = new { order_id = await merchant.CreateOrderAsync(), method = "upi", vpa = "success@sim" };

        var first = (await merchant.PostAsync("/api/v1/payments", payment, "once")).Expect(201);
        await merchant.SettledAsync(first.Text("id"));
        var again = (await merchant.PostAsync("/api/v1/payments", payment, "once")).Expect(201);

        Assert.Equal(first.Body, again.Body);
        Assert.Null(first.Header("Idempotent-Replayed"));
        Assert.Equal("true", again.Header("Idempotent-Replayed"));
    }

    [Fact]
    public async Task The_same_key_for_another_request_is_refused()
    {
        var merchant = await servers.NewMerchantAsync();
        (await merchant.PostAsync("/api/v1/orders", new { amount = 1000 }, "key")).Expect(201);

        (await merchant.PostAsync("/api/v1/orders", new { amount = 2000 }, "key")).ExpectError(422, "IDEMPOTENCY_KEY_REUSED");
        (await merchant.PostAsync("/api/v1/payments", new { amount = 1000 }, "key")).ExpectError(422, "IDEMPOTENCY_KEY_REUSED");

        Assert.Equal(1, (await merchant.GetAsync("/api/v1/orders")).Number("total"));
    }

    [Fact]
    public async Task How_a_request_is_typed_makes_no_difference()
    {
        var merchant = await servers.NewMerchantAsync();

        var first = (await merchant.PostAsync("/api/v1/orders", new { amount = 1000, receipt = "r" }, "typed")).Expect(201);
        var again = (await merchant.PostAsync("/api/v1/orders", new { receipt = "r", amount = 1000 }, "\"typed\"")).Expect(201);

        Assert.Equal(first.Body, again.Body);
    }

    [Fact]
    public async Task The_security_code_of_a_card_is_no_part_of_the_request_that_is_remembered()
    {
        var merchant = await servers.NewMerchantAsync();
        var order = await merchant.CreateOrderAsync();

        var first = (await PayAsync("123")).Expect(201);
        var again = (await PayAsync("456")).Expect(201);

        Assert.Equal(first.Body, again.Body);

        Task<ApiAnswer> PayAsync(string cvv) => merchant.PostAsync(
            "/api/v1/payments", new { order_id = order, method = "card", card = TestCards.Of("4242424242424242", cvv) }, "card");
    }

    [Fact]
    public async Task A_key_that_another_API_uses_meanwhile_gets_the_answer_that_one_gave()
    {
        var merchant = await servers.NewMerchantAsync();
        var order = new { amount = 1000 };
        var first = (await merchant.PostAsync("/api/v1/orders", order, "first")).Expect(201);
        await using var other = await HeldLock.TakeAsync(merchant.Gateway, $$"""
            INSERT INTO idempotency_keys SELECT (jsonb_populate_record(k, '{"key":"second"}')).*
            FROM idempotency_keys k WHERE merchant_id = '{{merchant.Id.Value}}'
            """);

        var waiting = merchant.PostAsync("/api/v1/orders", order, "second");
        await HeldLock.IsWaitedForAsync(merchant.Gateway, "INSERT INTO idempotency_keys");
        await other.CommitAsync();

        Assert.Equal(first.Body, (await waiting).Expect(201).Body);
        Assert.Equal(1, (await merchant.GetAsync("/api/v1/orders")).Number("total"));
    }

    [Fact]
    public async Task A_byte_order_mark_makes_no_difference()
    {
        var merchant = await servers.NewMerchantAsync();

        var first = (await SendAsync("{\"amount\":1000}"u8.ToArray())).Expect(201);
        var again = (await SendAsync([0xef, 0xbb, 0xbf, .. "{\"amount\":1000}"u8])).Expect(201);

        Assert.Equal(first.Body, again.Body);
        Assert.Equal("true", again.Header("Idempotent-Replayed"));

        async Task<ApiAnswer> SendAsync(byte[] body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders") { Content = new ByteArrayContent(body) };
            request.Headers.Add("Idempotency-Key", "marked");
            return await ApiAnswer.ReadAsync(await merchant.Http.SendAsync(request));
        }
    }

    [Fact]
    public async Task Merchants_do_not_share_keys()
    {
        var (one, other) = (await servers.NewMerchantAsync(), await servers.NewMerchantAsync());

        var first = (await one.PostAsync("/api/v1/orders", new { amount = 1000 }, "shared")).Expect(201);
        var second = (await other.PostAsync("/api/v1/orders", new { amount = 1000 }, "shared")).Expect(201);

        Assert.NotEqual(first.Text("id"), second.Text("id"));
    }

    [Fact]
    public async Task A_refused_request_leaves_its_key_free()
    {
        var merchant = await servers.NewMerchantAsync();

        (await merchant.PostAsync("/api/v1/orders", new { amount = 1 }, "free")).Expect(400);

        (await merchant.PostAsync("/api/v1/orders", new { amount = 1000 }, "free")).Expect(201);
    }

    [Fact]
    public async Task After_a_day_a_key_is_as_good_as_new()
    {
        var merchant = await servers.NewMerchantAsync();
        var first = (await merchant.PostAsync("/api/v1/orders", new { amount = 1000 }, "old")).Expect(201);
        Assert.Equal(24, await merchant.Gateway.ScalarAsync<double>($"""
            SELECT (extract(epoch FROM expires_at - created_at) / 3600)::float8 AS "Value" FROM idempotency_keys WHERE merchant_id = {merchant.Id.Value}
            """));

        await merchant.Gateway.ExecuteAsync(
            $"UPDATE idempotency_keys SET expires_at = now() - interval '1 second' WHERE merchant_id = {merchant.Id.Value}");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            merchant.PostAsync("/api/v1/orders", new { amount = 1000 }, "old")));

        var id = Assert.Single(answers.Select(answer => answer.Expect(201).Text("id")).Distinct());
        Assert.NotEqual(first.Text("id"), id);
        Assert.Equal(2, (await merchant.GetAsync("/api/v1/orders")).Number("total"));
    }

    [Fact]
    public async Task A_stored_answer_with_a_secret_in_it_cannot_be_read_from_the_database()
    {
        var merchant = await servers.NewMerchantAsync();
        var change = new { webhook_secret = "a-secret-nobody-may-read" };

        var first = (await merchant.PatchAsync("/api/v1/merchant/webhook", change, "secret")).Expect(200);
        var again = (await merchant.PatchAsync("/api/v1/merchant/webhook", change, "secret")).Expect(200);
        var stored = await merchant.Gateway.ScalarAsync<string>(
            $"SELECT response::text AS \"Value\" FROM idempotency_keys WHERE merchant_id = {merchant.Id.Value}");

        Assert.Equal(first.Body, again.Body);
        Assert.Equal("a-secret-nobody-may-read", again.Text("webhook_secret"));
        Assert.DoesNotContain("a-secret-nobody-may-read", stored, StringComparison.Ordinal);
    }
}
