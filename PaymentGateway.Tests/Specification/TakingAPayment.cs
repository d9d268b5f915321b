using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

public sealed class TakingAPayment(Servers servers)
{
    [Fact]
    public async Task A_payment_is_answered_as_pending_at_once_and_settled_by_the_worker()
    {
        var merchant = await servers.NewMerchantAsync();
        var order = await merchant.CreateOrderAsync(amount: 1000);

        var created = (await merchant.PostAsync("/api/v1/payments", new { order_id = order, method = "upi", vpa = "user@paytm" }))
            .Expect(201);
        var settled = await merchant.SettledAsync(created.Text("id"));

        Assert.Equal("pending", created.Text("status"));
        Assert.Matches("^pay_[A-Za-z0-9]{16}$", created.Text("id"));
        Assert.Equal("success", settled.GetProperty("status").GetString());
        Assert.Equal(1000, settled.GetProperty("amount").GetInt64());
        Assert.False(settled.GetProperty("captured").GetBoolean());
    }

    [Fact]
    public async Task A_declined_payment_says_why()
    {
        var merchant = await servers.NewMerchantAsync();

        var settled = await merchant.SettledAsync(await merchant.PayAsync("decline.insufficient-funds@sim"));

        Assert.Equal("failed", settled.GetProperty("status").GetString());
        Assert.Equal("PAYMENT_FAILED", settled.GetProperty("error_code").GetString());
        Assert.Equal("insufficient_funds", settled.GetProperty("error_reason").GetString());
    }

    [Fact]
    public async Task The_reusable_order_of_the_sandbox_can_be_paid_again_and_again()
    {
        var gateway = await servers.SharedGatewayAsync();
        using var client = gateway.NewClient();
        client.DefaultRequestHeaders.Add("X-Api-Key", "key_test_abc123");
        client.DefaultRequestHeaders.Add("X-Api-Secret", "secret_test_xyz789");
        var command = """{"order_id":"order_test_async","method":"upi","vpa":"test@paytm","amount":1000,"currency":"INR"}""";

        var answers = new List<ApiAnswer>();
        for (var typed = 0; typed < 3; typed++)
        {
            // As plain `curl -d` labels it.
            using var body = new StringContent(command, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
            answers.Add(await ApiAnswer.ReadAsync(await client.PostAsync("/api/v1/payments", body)));
        }

        Assert.All(answers, answer => answer.Expect(201));
        Assert.Equal(3, answers.Select(answer => answer.Text("id")).Distinct().Count());
    }

    [Fact]
    public async Task An_order_is_paid_once()
    {
        var merchant = await servers.NewMerchantAsync();
        var order = await merchant.CreateOrderAsync();
        var payment = new { order_id = order, method = "upi", vpa = "success@sim" };

        var first = (await merchant.PostAsync("/api/v1/payments", payment)).Expect(201);
        (await merchant.PostAsync("/api/v1/payments", payment)).ExpectError(409, "PAYMENT_IN_PROGRESS");
        await merchant.SettledAsync(first.Text("id"));
        (await merchant.PostAsync("/api/v1/payments", payment)).ExpectError(409, "ORDER_ALREADY_PAID");

        var paid = await merchant.GetAsync($"/api/v1/orders/{order}");
        Assert.Equal("paid", paid.Text("status"));
        Assert.Equal(50_000, paid.Number("amount_paid"));
        Assert.Equal(0, paid.Number("amount_due"));
        Assert.Equal(1, paid.Number("attempts"));
    }

    [Fact]
    public async Task After_a_failed_payment_the_order_can_be_tried_again()
    {
        var merchant = await servers.NewMerchantAsync();
        var order = await merchant.CreateOrderAsync();

        var failed = await merchant.PostAsync("/api/v1/payments", new { order_id = order, method = "upi", vpa = "failure@sim" });
        await merchant.SettledAsync(failed.Text("id"));
        var second = await merchant.PostAsync("/api/v1/payments", new { order_id = order, method = "upi", vpa = "success@sim" });
        await merchant.SettledAsync(second.Expect(201).Text("id"));

        var paid = await merchant.GetAsync($"/api/v1/orders/{order}");
        Assert.Equal("paid", paid.Text("status"));
        Assert.Equal(2, paid.Number("attempts"));
    }

    [Fact]
    public async Task Amount_and_currency_are_the_orders()
    {
        var merchant = await servers.NewMerchantAsync();
        var order = await merchant.CreateOrderAsync(amount: 1000);

        var amount = await merchant.PostAsync("/api/v1/payments", new { order_id = order, method = "upi", vpa = "a@b", amount = 1 });
        var currency = await merchant.PostAsync("/api/v1/payments", new { order_id = order, method = "upi", vpa = "a@b", currency = "USD" });

        amount.ExpectError(400, "BAD_REQUEST_ERROR");
        currency.ExpectError(400, "BAD_REQUEST_ERROR");
        Assert.Equal("amount", amount.Json.GetProperty("error").GetProperty("field").GetString());
    }

    [Fact]
    public async Task The_jobs_status_tells_true_numbers()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { Workers = 0 });
        var merchant = await TestMerchant.CreateAsync(gateway);
        await merchant.PayAsync();

        var before = await merchant.GetAsync("/api/v1/test/jobs/status");
        await gateway.StartWorkerAsync();
        var after = await Eventually.GetAsync(() => merchant.GetAsync("/api/v1/test/jobs/status"),
            status => status.Number("completed") == 1 && status.Text("worker_status") == "running", "the worker has completed the job and is seen");

        Assert.Equal((1, 0, "stopped"), (before.Number("pending"), before.Number("completed"), before.Text("worker_status")));
        Assert.Equal((0, 0), (after.Number("pending"), after.Number("failed")));
    }
}
