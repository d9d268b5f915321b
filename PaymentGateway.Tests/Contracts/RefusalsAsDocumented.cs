using System.Globalization;
using System.Net.Http.Json;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Contracts;

/// <summary>The errors in the document are those that happen, all of them, and in the shape that it gives them.</summary>
public sealed class RefusalsAsDocumented(Servers servers)
{
    // Limits are off in a sandbox; an outage, a bug, a lost key and a request that takes seconds are not to be had on demand.
    private static readonly string[] NotOnDemand =
        ["RATE_LIMITED", "SERVICE_UNAVAILABLE", "INTERNAL_SERVER_ERROR", "IDEMPOTENCY_KEY_IN_USE", "IDEMPOTENCY_RESPONSE_UNREADABLE", "REQUEST_TIMEOUT"];

    [Fact]
    public async Task Every_error_in_the_document_happens_as_it_is_described()
    {
        var person = await ContractMerchant.CreateAsync(await servers.SharedGatewayAsync());
        var contract = await ApiContract.ReadAsync(person.Gateway);
        var check = new ContractCheck(contract);
        using var http = ContractCheck.ClientOf(person.Gateway, check);
        var provocations = new Provocations(person, http);
        await provocations.PrepareAsync();

        foreach (var operation in contract.Operations)
        {
            await provocations.TryAllAsync(operation);
        }

        http.DefaultRequestHeaders.Add("X-Api-Key", person.Merchant.Credentials.Key);
        http.DefaultRequestHeaders.Add("X-Api-Secret", person.Merchant.Credentials.Secret);
        await RefusePaymentsAsync(person, http, "/api/v1/payments");
        await RefusePaymentsAsync(person, http, "/api/v1/payments/public");
        await RefuseRefundsAsync(person, http);
        await RefuseWebhooksAsync(http);
        await RefuseStrangersAsync(http);

        var promised =
            from operation in contract.Operations
            where operation.Id != "getTestMerchant" // a sandbox always has its merchant
            from status in operation.Answers.Keys
            where status[0] == '4'
            from code in operation.CodesOf(status).Except(NotOnDemand)
            select (operation.Id, int.Parse(status, CultureInfo.InvariantCulture), (string?)code);
        Assert.Empty(promised.Except(check.Seen.Keys));
    }

    private static async Task RefusePaymentsAsync(ContractMerchant person, HttpClient http, string path)
    {
        var paid = (await ApiAnswer.ReadAsync(await person.Merchant.Http.GetAsync(
            $"/api/v1/payments/{await person.Merchant.PaidAsync()}"))).Text("order_id");
        var busy = await person.Merchant.CreateOrderAsync();
        var waiting = new { order_id = busy, method = "upi", vpa = "delay.60000@sim" };
        (await PostAsync(http, path, waiting)).Expect(201);

        (await PostAsync(http, path, waiting)).ExpectError(409, "PAYMENT_IN_PROGRESS");
        (await PostAsync(http, path, new { order_id = paid, method = "upi", vpa = "a@sim" })).ExpectError(409, "ORDER_ALREADY_PAID");
        (await PostAsync(http, path, new { order_id = paid, method = "upi", vpa = "nobody" })).ExpectError(400, "INVALID_VPA");
        (await PostAsync(http, path, new { order_id = paid, method = "card", card = CardOf("4242424242424241", 2035) })).ExpectError(400, "INVALID_CARD");
        (await PostAsync(http, path, new { order_id = paid, method = "card", card = CardOf("4242424242424242", 2020) })).ExpectError(400, "EXPIRED_CARD");
        (await PostAsync(http, path, new { order_id = paid, method = "cash" })).ExpectError(400, "BAD_REQUEST_ERROR");

        static object CardOf(string number, int year) => new { number, expiry_month = 12, expiry_year = year, cvv = "123" };
    }

    private static async Task RefuseRefundsAsync(ContractMerchant person, HttpClient http)
    {
        var paid = await person.Merchant.PaidAsync();
        var waiting = await person.Merchant.PayAsync("delay.60000@sim");

        (await PostAsync(http, $"/api/v1/payments/{paid}/refunds", new { amount = 50_001 })).ExpectError(400, "BAD_REQUEST_ERROR");
        (await PostAsync(http, $"/api/v1/payments/{waiting}/refunds", new { amount = 1 })).ExpectError(400, "BAD_REQUEST_ERROR");
        (await PostAsync(http, $"/api/v1/payments/{waiting}/capture", new { })).ExpectError(400, "BAD_REQUEST_ERROR");
        (await PostAsync(http, $"/api/v1/payments/{paid}/capture", new { amount = 1 })).ExpectError(400, "BAD_REQUEST_ERROR");
    }

    private static async Task RefuseWebhooksAsync(HttpClient http)
    {
        (await PostAsync(http, "/api/v1/merchant/webhook/test", new { })).ExpectError(400, "BAD_REQUEST_ERROR");
        var nobody = await http.PatchAsJsonAsync("/api/v1/merchant/webhook", new { webhook_url = "http://127.0.0.1:1/" });
        (await ApiAnswer.ReadAsync(nobody)).Expect(200);
        (await PostAsync(http, "/api/v1/merchant/webhook/test", new { })).Expect(200);
        var pending = await Eventually.GetAsync(
            async () => (await ApiAnswer.ReadAsync(await http.GetAsync("/api/v1/webhooks?status=pending"))).Expect(200),
            page => page.Number("total") > 0, "the delivery is listed");

        var id = pending.Json.GetProperty("data")[0].GetProperty("id").GetString();
        (await PostAsync(http, $"/api/v1/webhooks/{id}/retry", new { })).ExpectError(409, "CONFLICT_ERROR");
    }

    private static async Task RefuseStrangersAsync(HttpClient http)
    {
        (await PostAsync(http, "/api/v1/auth/refresh", new { refresh_token = "used" })).ExpectError(401, "AUTHENTICATION_ERROR");
        var stranger = new { email = $"{Guid.NewGuid():N}@example.com", password = "a guess" };
        for (var guess = 0; guess < 5; guess++)
        {
            (await PostAsync(http, "/api/v1/auth/login", stranger)).ExpectError(401, "AUTHENTICATION_ERROR");
        }

        (await PostAsync(http, "/api/v1/auth/login", stranger)).ExpectError(429, "RATE_LIMITED");
    }

    private static async Task<ApiAnswer> PostAsync(HttpClient http, string path, object body) =>
        await ApiAnswer.ReadAsync(await http.PostAsJsonAsync(path, body));
}
