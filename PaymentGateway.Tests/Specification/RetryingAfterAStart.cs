using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

/// <summary>A receiver has been promised its pause by every worker, and also by one that has just started and is busy.</summary>
public sealed class RetryingAfterAStart(Servers servers)
{
    private const int Payments = 10;
    private const int Others = 5;
    private const int EventsOfOthers = 40;
    private const int Deliveries = (2 * Payments) + (Others * EventsOfOthers);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _refusedAt = new();
    private readonly ConcurrentDictionary<string, TimeSpan> _pauses = new();

    [Fact]
    public async Task First_retries_of_a_worker_that_has_just_started_are_not_early()
    {
        await using var receiver = await Receiver.StartAsync(RefuseAsync);
        await using var gateway = await Gateway.StartAsync(servers, new() { OwnProcesses = OwnProcesses.Worker, Workers = 0 });
        var merchant = await TestMerchant.CreateAsync(gateway, receiver.Url);
        var others = await Task.WhenAll(Enumerable.Range(0, Others).Select(_ => TestMerchant.CreateAsync(gateway, receiver.Url)));
        await Task.WhenAll(Enumerable.Range(0, Payments).Select(_ => merchant.PayAsync()));
        await Flood.AddAsync(gateway, others.Select(other => other.Id), EventsOfOthers);

        await gateway.StartWorkerAsync();

        await Eventually.GetAsync(() => Task.FromResult(_pauses.Count), count => count >= Deliveries,
            "all that was refused has come again", TimeSpan.FromSeconds(60));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{_pauses.Count} retries, the first after {_pauses.Values.Min().TotalSeconds:0.000} s, the last after {_pauses.Values.Max().TotalSeconds:0.000} s");
        Assert.DoesNotContain(_pauses.Values, pause => pause < WebhookRetrySchedule.Test.WaitAfter(1));
    }

    // The attempt cannot end before its answer is written, so the pause that is measured here is the longest it can have been.
    private Task RefuseAsync(HttpContext http, ReceivedWebhook webhook)
    {
        if (_refusedAt.TryGetValue(webhook.EventId, out var refusedAt))
        {
            _pauses.TryAdd(webhook.EventId, webhook.At - refusedAt);
        }
        else
        {
            _refusedAt[webhook.EventId] = TimeProvider.System.GetUtcNow();
        }

        http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        return Task.CompletedTask;
    }
}
