using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Lists;

/// <summary>Rows of one list of a new merchant, several of them in one instant, and more on demand.</summary>
internal sealed class ListedRows
{
    private readonly TestMerchant _merchant;
    private readonly string _kind;
    private readonly string _payment;
    private readonly DateTimeOffset _start = TimeProvider.System.GetUtcNow().AddDays(-1); // what is older may be purged
    private int _made;

    private ListedRows(TestMerchant merchant, string kind, string payment) => (_merchant, _kind, _payment) = (merchant, kind, payment);

    /// <summary>What was there at the start, newest first.</summary>
    public IReadOnlyList<string> Ids { get; private set; } = [];

    /// <summary>How many there are in all.</summary>
    public int Total => _made;

    private string Path => _kind == "refunds of a payment" ? $"/api/v1/payments/{_payment}/refunds" : $"/api/v1/{_kind}";

    public static async Task<ListedRows> CreateAsync(Servers servers, string kind, int count)
    {
        var merchant = await servers.NewMerchantAsync();
        var payment = kind.StartsWith("refunds", StringComparison.Ordinal) ? await merchant.PaidAsync() : "";
        var rows = new ListedRows(merchant, kind, payment);
        await rows.InsertAsync(count);
        rows.Ids = await rows.ReadIdsAsync();
        Assert.Equal(count, rows.Ids.Count);
        return rows;
    }

    public Task<ApiAnswer> GetAsync(string query) => _merchant.GetAsync(Path + query);

    public async Task InsertAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await InsertAsync();
        }
    }

    // Three in each instant: the id decides among them.
    private async Task InsertAsync()
    {
        var (n, id, order) = (_made++, NewId(), $"order_{NewId()}");
        var (merchant, at) = (_merchant.Id.Value, _start.AddSeconds(n / 3));
        await _merchant.Gateway.ExecuteAsync(_kind switch
        {
            "orders" => $"""
                INSERT INTO orders (id, merchant_id, amount, currency, status, amount_paid, attempts, reusable, created_at, updated_at)
                VALUES ({order}, {merchant}, 100, 'INR', 'created', 0, 0, false, {at}, {at})
                """,
            "payments" => $"""
                INSERT INTO orders (id, merchant_id, amount, currency, status, amount_paid, attempts, reusable, created_at, updated_at)
                VALUES ({order}, {merchant}, 100, 'INR', 'attempted', 0, 1, false, {at}, {at});
                INSERT INTO payments (id, order_id, merchant_id, amount, currency, method, vpa, status, error_code,
                    refund_reserved, refunded_amount, exclusive, created_at, updated_at, completed_at)
                VALUES ({"pay_" + id}, {order}, {merchant}, 100, 'INR', 'upi', 'user@paytm', 'failed', 'PAYMENT_FAILED', 0, 0, true, {at}, {at}, {at})
                """,
            "webhooks" => $"""
                INSERT INTO events (id, merchant_id, type, subject_id, body, created_at)
                VALUES ({"evt_" + id}, {merchant}, 'webhook.test', {id}, {"{}"}, {at});
                INSERT INTO webhook_logs (id, merchant_id, event, event_id, payload, status, attempts, next_trigger, created_at)
                VALUES ({Guid.NewGuid()}, {merchant}, 'webhook.test', {"evt_" + id}, CAST({"{}"} AS json), 'success', 1, 'auto', {at})
                """,
            _ => $"""
                INSERT INTO refunds (id, payment_id, merchant_id, amount, status, created_at) VALUES ({"rfnd_" + id}, {_payment}, {merchant}, 1, 'failed', {at})
                """,
        });
    }

    private Task<string[]> ReadIdsAsync() => _kind switch
    {
        "orders" => _merchant.Gateway.ScalarAsync<string[]>($"SELECT array_agg(id::text ORDER BY created_at DESC, id DESC) AS \"Value\" FROM orders WHERE merchant_id = {_merchant.Id.Value}"),
        "payments" => _merchant.Gateway.ScalarAsync<string[]>($"SELECT array_agg(id::text ORDER BY created_at DESC, id DESC) AS \"Value\" FROM payments WHERE merchant_id = {_merchant.Id.Value}"),
        "webhooks" => _merchant.Gateway.ScalarAsync<string[]>($"SELECT array_agg(id::text ORDER BY created_at DESC, id DESC) AS \"Value\" FROM webhook_logs WHERE merchant_id = {_merchant.Id.Value}"),
        _ => _merchant.Gateway.ScalarAsync<string[]>($"SELECT array_agg(id::text ORDER BY created_at DESC, id DESC) AS \"Value\" FROM refunds WHERE merchant_id = {_merchant.Id.Value}"),
    };

    private static string NewId() => Guid.NewGuid().ToString("N")[..16];
}
