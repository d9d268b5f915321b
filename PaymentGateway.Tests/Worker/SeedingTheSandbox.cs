using PaymentGateway.Core.Merchants;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Worker;

/// <summary>The published merchant is there after the first start, and what was changed since survives the next.</summary>
public sealed class SeedingTheSandbox(Servers servers)
{
    [Fact]
    public async Task The_seeded_merchant_has_the_published_values_and_edits_survive_a_second_migrate()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { Workers = 0 });
        Assert.Equal(1, await gateway.ScalarAsync<long>($"""
            SELECT count(*) AS "Value" FROM merchants WHERE email = 'test@example.com' AND api_key = 'key_test_abc123'
                AND api_secret = encode(sha256('secret_test_xyz789'), 'hex') AND webhook_secret = 'whsec_test_abc123' AND webhook_url IS NULL
            """));
        await gateway.ExecuteAsync($"""
            UPDATE merchants SET name = 'Edited', webhook_url = 'http://127.0.0.1:4000/webhook', webhook_secret = 'whsec_edited',
                allowed_origins = ARRAY['http://localhost:5000'] WHERE email = {SandboxMerchant.Email}
            """);
        var before = await RowsAsync(gateway);

        await InProcessHost.MigrateAsync(gateway.ConnectionString);

        Assert.Contains("Edited", before, StringComparison.Ordinal);
        Assert.Equal(before, await RowsAsync(gateway));
    }

    private static Task<string> RowsAsync(Gateway gateway) => gateway.ScalarAsync<string>(
        $"""SELECT (SELECT json_agg(m ORDER BY id)::text FROM merchants m) || (SELECT json_agg(o ORDER BY id)::text FROM orders o) AS "Value" """);
}
