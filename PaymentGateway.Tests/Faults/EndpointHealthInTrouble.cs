using System.Collections.Concurrent;
using PaymentGateway.Core.Live;
using PaymentGateway.Tests.Support;
using PaymentGateway.Tests.Telemetry;
using StackExchange.Redis;

namespace PaymentGateway.Tests.Faults;

/// <summary>Learning how an endpoint is doing cannot fail a delivery to it.</summary>
public sealed class EndpointHealthInTrouble(Servers servers)
{
    private const string Refusal = "nobody may write here";

    private readonly ConcurrentQueue<string> _log = new();

    [Fact]
    public async Task Failing_health_is_logged_and_counted_and_the_delivery_is_told_as_ever()
    {
        var told = new OtlpReadings();
        await using var collector = await OtlpCollector.StartAsync(told.Take);
        await using var receiver = await Receiver.AnsweringAsync(500);
        await using var gateway = await Gateway.StartAsync(servers, new() { OwnProcesses = OwnProcesses.Worker, FastRetries = false, Log = _log.Enqueue, Extra = collector.Settings });
        var merchant = await TestMerchant.CreateAsync(gateway, receiver.Url);
        await RefuseWritesAsync(gateway);
        await using var redis = await ConnectionMultiplexer.ConnectAsync(gateway.Redis.ConnectionString);
        var changes = new ConcurrentQueue<string>();
        await redis.GetSubscriber().SubscribeAsync(Change.Channel, (_, change) => changes.Enqueue(change.ToString()));

        var delivery = await merchant.SendTestWebhookAsync();
        await merchant.AttemptedAsync(delivery, 1);

        var change = new Change(merchant.Id, "webhook", delivery).ToString();
        await Eventually.BecomesTrueAsync(() => changes.Count(message => message == change) == 2, "the dashboard is told of the delivery and of its attempt");
        await Eventually.BecomesTrueAsync(() => _log.Any(line => line.Contains(Refusal, StringComparison.Ordinal)), "the log tells why");
        await Eventually.BecomesTrueAsync(() => told.Series.Values.Any(series => series.Name == "payment_gateway.webhook.endpoint_health.failures"),
            "the failure is counted");
        Assert.DoesNotContain(_log, line => line.Contains("was reclaimed by another worker", StringComparison.Ordinal));
        Assert.Equal("ready", await gateway.ScalarAsync<string>($"SELECT state FROM jobs WHERE kind = 'webhook' AND ref = {delivery}"));
        Assert.Equal(0, (await merchant.WebhookHealthAsync()).GetProperty("consecutive_failures").GetInt32());

        await gateway.ExecuteAsync($"DROP TRIGGER refuse ON webhook_endpoints");
        await merchant.AttemptedAsync(await merchant.SendTestWebhookAsync(), 1);
        await Eventually.BecomesTrueAsync(
            async () => (await merchant.WebhookHealthAsync()).GetProperty("consecutive_failures").GetInt32() == 1, "the next delivery learns again");
    }

    private static async Task RefuseWritesAsync(Gateway gateway)
    {
        await gateway.ExecuteAsync($"""
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'nobody may write here'; END $$
            """);
        await gateway.ExecuteAsync($"CREATE TRIGGER refuse BEFORE UPDATE ON webhook_endpoints FOR EACH ROW EXECUTE FUNCTION refuse()");
    }
}
