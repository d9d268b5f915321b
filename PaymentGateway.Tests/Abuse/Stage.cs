using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Abuse;

/// <summary>
/// A merchant with something of everything, in a gateway at rest: no worker runs, so that whatever has changed after a
/// request, the request has changed.
/// </summary>
internal sealed class Stage(Gateway gateway, TestMerchant merchant, IReadOnlyDictionary<string, string> names)
{
    private const string Password = "a password of the stage";

    public Gateway Gateway => gateway;

    public TestMerchant Merchant => merchant;

    public string this[string name] => names[name];

    public static async Task<Stage> SetAsync(Gateway gateway)
    {
        var merchant = await TestMerchant.CreateAsync(gateway, "https://shop.example/webhook");
        await InsistAsync(merchant, HttpMethod.Patch, "/api/v1/merchant/webhook", new { webhook_secret = "a-secret-of-the-stage" });
        var names = new Dictionary<string, string> { ["password"] = Password, ["email"] = await SetPasswordAsync(merchant) };
        foreach (var name in new[] { "order", "other", "third" })
        {
            names[name] = (await InsistAsync(merchant, HttpMethod.Post, "/api/v1/orders", new { amount = 50_000 })).Text("id");
        }

        names["paid"] = (await InsistAsync(merchant, HttpMethod.Post, "/api/v1/payments", new { order_id = names["third"], method = "upi", vpa = "user@paytm" })).Text("id");
        await gateway.SettleBySqlAsync(names["paid"]);
        names["refund"] = (await InsistAsync(merchant, HttpMethod.Post, $"/api/v1/payments/{names["paid"]}/refunds", new { amount = 100 })).Text("id");
        await gateway.FanOutAsync();
        names["webhook"] = await gateway.ScalarAsync<string>($"""
            UPDATE webhook_logs SET status = 'failed', next_retry_at = NULL
            WHERE id = (SELECT id FROM webhook_logs WHERE merchant_id = {merchant.Id.Value} LIMIT 1) RETURNING id::text AS "Value"
            """);
        var session = await InsistAsync(merchant, HttpMethod.Post, "/api/v1/auth/login", new { email = names["email"], password = Password });
        (names["token"], names["refresh"]) = (session.Text("token"), session.Text("refresh_token"));
        return new Stage(gateway, merchant, names);
    }

    /// <summary><c>@order</c> and its like become the names of what is there.</summary>
    public string Fill(string text) =>
        names.Aggregate(text, (filled, name) => filled.Replace("@" + name.Key, name.Value, StringComparison.Ordinal));

    /// <summary>All that the database holds, as one number.</summary>
    public async Task<string> FingerprintAsync()
    {
        await using var db = gateway.OpenDb();
        var tables = await db.Database.SqlQuery<string>(
            $"SELECT tablename::text AS \"Value\" FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").ToListAsync();
        // When a session was last seen is written once a minute, whatever was asked.
        var sums = tables.Select(table => string.Create(CultureInfo.InvariantCulture,
            $"SELECT md5(string_agg(row, ',' ORDER BY row)) FROM (SELECT (to_jsonb(t) - 'last_seen_at')::text AS row FROM \"{table}\" t) r"));
        var sql = FormattableStringFactory.Create(
            $"SELECT string_agg(coalesce(sum, ''), ',') AS \"Value\" FROM ({string.Join(" UNION ALL ", sums)}) s (sum)");
        return (await db.Database.SqlQuery<string>(sql).ToListAsync())[0];
    }

    /// <summary>Sends a body byte for byte, as whoever the route is for.</summary>
    public async Task<ApiAnswer> SendAsync(
        Route route, byte[]? body, string? contentType = "application/json", string? idempotencyKey = null, string? contentEncoding = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(route.Method), Fill(route.Path));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
            if (contentEncoding is not null)
            {
                request.Content.Headers.TryAddWithoutValidation("Content-Encoding", contentEncoding);
            }
        }

        if (idempotencyKey is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        }

        Introduce(request, route.By);
        return await ApiAnswer.ReadAsync(await gateway.Api.SendAsync(request));
    }

    public Task<ApiAnswer> SendGoodAsync(Route route) =>
        SendAsync(route, route.Good is null ? null : Encoding.UTF8.GetBytes(Fill(route.Good)));

    private void Introduce(HttpRequestMessage request, By by)
    {
        if (by == By.Person)
        {
            request.Headers.Authorization = new("Bearer", names["token"]);
        }
        else if (by == By.Key)
        {
            request.Headers.Add("X-Api-Key", merchant.Credentials.Key);
            request.Headers.Add("X-Api-Secret", merchant.Credentials.Secret);
        }
    }

    // On a busy machine the first request to a route takes longer than the gateway lets one take.
    private static async Task<ApiAnswer> InsistAsync(TestMerchant merchant, HttpMethod method, string path, object body)
    {
        var key = $"{Guid.NewGuid():N}";
        return await Eventually.GetAsync(() => merchant.SendAsync(method, path, body, key),
            answer => (int)answer.Status is >= 200 and < 300, $"{path} is served", TimeSpan.FromSeconds(60));
    }

    private static async Task<string> SetPasswordAsync(TestMerchant merchant)
    {
        await using var db = merchant.Gateway.OpenDb();
        var row = await db.Merchants.SingleAsync(m => m.Id == merchant.Id);
        row.PasswordHash = MerchantPasswords.Hash(row, Password);
        await db.SaveChangesAsync();
        return row.Email;
    }
}
