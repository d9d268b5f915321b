using PaymentGateway.Core.Ids;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Refunds;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Lists;

/// <summary>Rows with what a test searches for, made by SQL; each is a minute younger than the one before.</summary>
internal sealed class SearchedBusiness(TestMerchant merchant)
{
    private readonly DateTimeOffset _start = TimeProvider.System.GetUtcNow().AddDays(-1);
    private int _made;

    public TestMerchant Merchant => merchant;

    public static async Task<SearchedBusiness> CreateAsync(Servers servers) => new(await servers.NewMerchantAsync());

    public async Task<string> OrderAsync(string? receipt = null, long amount = 77_700, string currency = "INR", string? id = null)
    {
        var (order, at) = (id ?? PrefixedId.New<OrderId>().Value, Next());
        await merchant.Gateway.ExecuteAsync($"""
            INSERT INTO orders (id, merchant_id, amount, currency, receipt, status, amount_paid, attempts, reusable, created_at, updated_at)
            VALUES ({order}, {merchant.Id.Value}, {amount}, {currency}, {receipt}, 'attempted', 0, 1, false, {at}, {at})
            """);
        return order;
    }

    /// <param name="order">Null: a new one.</param>
    /// <param name="last4">Of a card; null: paid by UPI.</param>
    public async Task<string> PaymentAsync(
        string? order = null, string vpa = "nobody@bank", string? last4 = null, long amount = 77_700, string currency = "INR", string? id = null)
    {
        order ??= await OrderAsync(null, amount, currency);
        var (payment, method, at) = (id ?? PrefixedId.New<PaymentId>().Value, last4 is null ? "upi" : "card", Next());
        await merchant.Gateway.ExecuteAsync($"""
            INSERT INTO payments (id, order_id, merchant_id, amount, currency, method, vpa, card_network, card_last4, status, error_code,
                refund_reserved, refunded_amount, exclusive, created_at, updated_at, completed_at)
            SELECT {payment}, id, merchant_id, amount, currency, {method}, {(last4 is null ? vpa : null)}, {(last4 is null ? null : "visa")}, {last4},
                'failed', 'PAYMENT_FAILED', 0, 0, true, {at}, {at}, {at} FROM orders WHERE id = {order}
            """);
        return payment;
    }

    public async Task<string> RefundAsync(string payment, string? id = null)
    {
        var refund = id ?? PrefixedId.New<RefundId>().Value;
        await merchant.Gateway.ExecuteAsync($"""
            INSERT INTO refunds (id, payment_id, merchant_id, amount, status, created_at)
            VALUES ({refund}, {payment}, {merchant.Id.Value}, 100, 'failed', {Next()})
            """);
        return refund;
    }

    /// <returns>The delivery's id.</returns>
    public async Task<string> DeliveryAsync(string subject, string? eventId = null, string type = "payment.success")
    {
        var (happened, delivery, at) = (eventId ?? PrefixedId.New<EventId>().Value, Guid.NewGuid(), Next());
        await merchant.Gateway.ExecuteAsync($"""
            INSERT INTO events (id, merchant_id, type, subject_id, body, created_at)
            VALUES ({happened}, {merchant.Id.Value}, {type}, {subject}, {"{}"}, {at});
            INSERT INTO webhook_logs (id, merchant_id, event, event_id, payload, status, attempts, next_trigger, created_at)
            VALUES ({delivery}, {merchant.Id.Value}, {type}, {happened}, CAST({"{}"} AS json), 'success', 1, 'auto', {at})
            """);
        return delivery.ToString();
    }

    /// <param name="list">With its query.</param>
    /// <param name="newestFirst">All that it is to show.</param>
    public async Task ShowsAsync(string list, params string[] newestFirst)
    {
        var page = (await merchant.GetAsync($"/api/v1/{list}")).Expect(200);
        Assert.Equal((list, string.Join(' ', newestFirst)), (list, string.Join(' ', IdsOf(page))));
        Assert.Equal(newestFirst.Length, page.Number("total"));
        Assert.False(page.Json.GetProperty("total_is_capped").GetBoolean());
    }

    public static IEnumerable<string> IdsOf(ApiAnswer page) =>
        page.Json.GetProperty("data").EnumerateArray().Select(row => row.GetProperty("id").GetString()!);

    private DateTimeOffset Next() => _start.AddMinutes(_made++);
}
