using System.Net;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

/// <summary>A delivery is started again once, however many ask for it at the same moment.</summary>
public sealed class ResendingAtOnce(Servers servers)
{
    private const int Requests = 20;

    [Fact]
    public async Task Of_many_requests_one_starts_the_delivery_and_the_others_are_told_that_it_is_pending()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { Workers = 0 });
        var merchant = await TestMerchant.CreateAsync(gateway, "https://shop.example/");
        var id = await merchant.SendTestWebhookAsync();
        await gateway.ExecuteAsync($"""
            UPDATE webhook_logs SET status = 'success', next_retry_at = NULL WHERE id = {Guid.Parse(id)};
            DELETE FROM jobs WHERE ref = {id}
            """);

        var responses = await Task.WhenAll(Enumerable.Range(0, Requests).Select(_ => merchant.PostAsync($"/api/v1/webhooks/{id}/retry")));

        Assert.Single(responses, response => response.Status == HttpStatusCode.OK);
        Assert.All(responses.Where(response => response.Status != HttpStatusCode.OK), response => response.ExpectError(409, "CONFLICT_ERROR"));
        Assert.Equal(1, await gateway.ScalarAsync<long>($"SELECT count(*) FROM jobs WHERE ref = {id}"));
    }
}
