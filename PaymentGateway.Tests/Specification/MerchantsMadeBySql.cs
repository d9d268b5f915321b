using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

/// <summary>A merchant needs no row but its own: the database adds what deliveries count on.</summary>
public sealed class MerchantsMadeBySql(Servers servers)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Webhooks_of_a_merchant_inserted_by_sql_are_delivered(bool endpointIsDeletedLater)
    {
        await using var receiver = await Receiver.StartAsync();
        var merchant = await TestMerchant.InsertBySqlAsync(await servers.SharedGatewayAsync(), receiver.Url);
        if (endpointIsDeletedLater)
        {
            Assert.Equal(1, await merchant.Gateway.ExecuteAsync($"DELETE FROM webhook_endpoints WHERE merchant_id = {merchant.Id.Value}"));
        }

        var payment = await merchant.PaidAsync();

        await Eventually.BecomesTrueAsync(
            () => receiver.Received.Count(webhook => webhook.Body.Contains(payment, StringComparison.Ordinal)) == 3, "three webhooks arrive");
        (await merchant.GetAsync("/api/v1/merchant/config")).Expect(200);
        (await merchant.PatchAsync("/api/v1/merchant/webhook", new { webhook_url = receiver.Url + "/other" })).Expect(200);
    }
}
