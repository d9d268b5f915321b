using System.Text;
using PaymentGateway.Tests.Faults;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

/// <summary>Whatever a body holds, merchants' own code finds both signatures right, and finds out a forgery.</summary>
public sealed class VerifyingWebhooks(Servers servers)
{
    private static readonly int Refunds = Volume.Of(60, full: 250); // two webhooks each

    private static readonly string[] Awkward =
    [
        "👩‍👩‍👧‍👦 🇮🇳 👍🏽 ₹499", "line\u2028and\u2029paragraph", "\"quoted\" and 'single' and `back`", @"a\b\\c \u0041 \n", "tab\tnew\nline\rfeed\f\b",
        "\u0001\u0002\u001f\u007f\u0080\u009f", "<script>alert(1)</script> &amp; a/b", "\ufeffmark \u00a0nbsp \u200bzero \u202eright", "é ñ ü ß 漢字 हिन्दी العربية",
        "{\"event\":\"payment.success\"}", "1e400 -0 0.1 00", "__proto__ constructor", "\ud83d\ude00\udbff\udfff", "%00 %0d%0a", "𝒳 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    ];

    [Fact]
    public async Task The_briefs_receiver_verifies_awkward_payloads()
    {
        await using var receiver = await MerchantProcess.BriefsAsync();

        await AllAreTakenAsync(receiver, "whsec_test_abc123");
    }

    [Fact]
    public async Task A_careful_receiver_and_the_standard_webhooks_library_verify_awkward_payloads()
    {
        await using var receiver = await MerchantProcess.CarefulAsync(TestMerchant.WebhookSecret);

        await AllAreTakenAsync(receiver, TestMerchant.WebhookSecret);
    }

    [Fact]
    public async Task Control_both_refuse_what_somebody_else_has_signed()
    {
        await using var briefs = await MerchantProcess.BriefsAsync();
        await using var careful = await MerchantProcess.CarefulAsync("whsec_of_another_merchant");
        foreach (var url in new[] { briefs.Url, careful.Url })
        {
            var merchant = await servers.NewMerchantAsync(url);

            var delivery = await merchant.AttemptedAsync(await merchant.SendTestWebhookAsync(), 1);

            Assert.Equal(401, delivery.GetProperty("response_code").GetInt32());
        }
    }

    private async Task AllAreTakenAsync(MerchantProcess receiver, string secret)
    {
        var merchant = await servers.NewMerchantAsync();
        await Traffic.PayAsync(merchant, 1);
        var payment = await Eventually.GetAsync(
            () => merchant.Gateway.ScalarAsync<string?>($"SELECT max(id) FROM payments WHERE merchant_id = {merchant.Id.Value} AND status = 'success'"),
            id => id is not null, "the payment has succeeded");
        await merchant.Gateway.ExecuteAsync(
            $"UPDATE merchants SET webhook_url = {receiver.Url}, webhook_secret = {secret} WHERE id = {merchant.Id.Value}");

        await Parallel.ForAsync(0, Refunds, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (number, _) =>
            (await merchant.InsistAsync($"/api/v1/payments/{payment}/refunds", new { amount = 1, reason = ReasonOf(number) })).Expect(201));
        await Eventually.GetAsync(() => CountAsync(merchant, "success"), count => count == 2 * Refunds, "all webhooks are verified", TimeSpan.FromSeconds(120));

        Assert.Equal(2 * Refunds, await merchant.Gateway.ScalarAsync<long>($"""
            SELECT count(*) FROM webhook_attempts a JOIN webhook_logs w ON w.id = a.webhook_id WHERE w.merchant_id = {merchant.Id.Value}
            """));
    }

    private static string ReasonOf(int number)
    {
        var reason = new StringBuilder($"{number} {Awkward[number % Awkward.Length]} ");
        for (var i = 0; i < 8; i++)
        {
            // All over the planes, the same at each run; surrogates and NUL are no text.
            var point = 1 + (int)((((long)number * 8) + i) * 7919 % 0x10FFFE);
            reason.Append(point is >= 0xD800 and <= 0xDFFF ? "?" : char.ConvertFromUtf32(point));
        }

        return reason.ToString();
    }

    private static Task<long> CountAsync(TestMerchant merchant, string status) => merchant.Gateway.ScalarAsync<long>(
        $"SELECT count(*) FROM webhook_logs WHERE merchant_id = {merchant.Id.Value} AND status = {status}");
}
