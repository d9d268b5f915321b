using System.Globalization;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Lists;

public sealed class FilteringRefunds(Servers servers)
{
    [Fact]
    public async Task Each_filter_shows_the_refunds_it_names_and_no_others()
    {
        var merchant = await servers.NewMerchantAsync();
        var (first, second) = (await merchant.PaidAsync(), await merchant.PaidAsync());
        var oldest = await FailedRefundAsync(merchant, first, "2026-03-01T00:00:00Z");
        var middle = await FailedRefundAsync(merchant, second, "2026-03-02T00:00:00Z");
        var later = await FailedRefundAsync(merchant, first, "2026-03-03T00:00:00Z");
        var newest = (await merchant.PostAsync($"/api/v1/payments/{first}/refunds", new { amount = 100 })).Expect(201).Text("id");
        await Eventually.BecomesTrueAsync(
            async () => (await merchant.GetAsync($"/api/v1/refunds/{newest}")).Text("status") == "processed", "the refund is processed");

        await ExpectAsync("refunds", newest, later, middle, oldest);
        await ExpectAsync("refunds?status=processed", newest);
        await ExpectAsync("refunds?status=failed", later, middle, oldest);
        await ExpectAsync("refunds?status=pending");
        await ExpectAsync($"refunds?payment_id={first}", newest, later, oldest);
        await ExpectAsync($"refunds?payment_id={second}", middle);
        await ExpectAsync("refunds?payment_id=pay_none");
        await ExpectAsync("refunds?from=2026-03-02T00:00:00Z", newest, later, middle);
        await ExpectAsync("refunds?to=2026-03-02T00:00:00Z", oldest);
        await ExpectAsync($"refunds?from=2026-03-01T00:00:01Z&to=2026-03-04T00:00:00Z&payment_id={first}", later);
        await ExpectAsync($"payments/{first}/refunds?from=2026-03-02T00:00:00Z", newest, later);
        await ExpectAsync($"payments/{first}/refunds?to=2026-03-02T00:00:00Z&status=failed", oldest);
        (await merchant.GetAsync("/api/v1/refunds?status=success")).ExpectError(400, "BAD_REQUEST_ERROR");
        (await merchant.GetAsync($"/api/v1/payments/{first}/refunds?payment_id={first}")).ExpectError(400, "BAD_REQUEST_ERROR");

        async Task ExpectAsync(string query, params string[] ids)
        {
            var page = (await merchant.GetAsync($"/api/v1/{query}")).Expect(200);
            Assert.Equal(ids, page.Json.GetProperty("data").EnumerateArray().Select(refund => refund.GetProperty("id").GetString()!));
            Assert.Equal(ids.Length, page.Number("total"));
        }
    }

    // When a refund was made never changes, so one of the past is inserted.
    private static async Task<string> FailedRefundAsync(TestMerchant merchant, string payment, string at)
    {
        var id = $"rfnd_{Guid.NewGuid():N}"[..21];
        await merchant.Gateway.ExecuteAsync($"""
            INSERT INTO refunds (id, payment_id, merchant_id, amount, status, created_at)
            VALUES ({id}, {payment}, {merchant.Id.Value}, 100, 'failed', {DateTimeOffset.Parse(at, CultureInfo.InvariantCulture)})
            """);
        return id;
    }
}
