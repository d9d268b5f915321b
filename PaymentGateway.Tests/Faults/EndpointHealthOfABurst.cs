using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>Deliveries that fail at the same time share their endpoint's row, and do not queue for it one by one.</summary>
public sealed class EndpointHealthOfABurst(Servers servers)
{
    private const int Deliveries = 20;

    [Fact]
    public async Task Outcomes_that_come_while_one_is_recorded_are_recorded_together()
    {
        await using var receiver = await Receiver.AnsweringAsync(500);
        await using var gateway = await Gateway.StartAsync(servers);
        var merchant = await TestMerchant.CreateAsync(gateway, receiver.Url);
        await CountRecordsAsync(gateway);

        await using (await HeldLock.TakeAsync(gateway, $"SELECT FROM webhook_endpoints WHERE merchant_id = '{merchant.Id.Value}' FOR UPDATE"))
        {
            for (var i = 0; i < Deliveries; i++)
            {
                await merchant.SendTestWebhookAsync();
            }

            await Eventually.BecomesTrueAsync(() => receiver.Received.Count >= Deliveries, "all have been sent");
        }

        await Eventually.BecomesTrueAsync(
            async () => (await merchant.WebhookHealthAsync()).GetProperty("consecutive_failures").GetInt32() >= Deliveries, "all count");
        Assert.InRange(await gateway.ScalarAsync<long>($"""SELECT count(*) AS "Value" FROM records"""), 1, Deliveries / 2);
    }

    private static async Task CountRecordsAsync(Gateway gateway)
    {
        await gateway.ExecuteAsync($"CREATE TABLE records (at timestamptz)");
        await gateway.ExecuteAsync($"""
            CREATE FUNCTION count_record() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO records VALUES (now()); RETURN NULL; END $$
            """);
        await gateway.ExecuteAsync($"CREATE TRIGGER count_record AFTER UPDATE ON webhook_endpoints FOR EACH ROW EXECUTE FUNCTION count_record()");
    }
}
