using System.Text.Json;
using PaymentGateway.Core.Ids;
using PaymentGateway.Core.Payments;
using PaymentGateway.Tests.Live;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Checkout;

/// <summary>Who is told of which changes.</summary>
[Collection(nameof(RunningCheckout))]
public sealed class LiveStatus(RunningCheckout running)
{
    [Fact]
    public async Task A_stream_tells_the_present_state_then_the_outcome_and_ends()
    {
        var merchant = await running.NewMerchantAsync();
        var payment = await merchant.PayAsync();

        await using var events = await EventReader.OpenAsync(merchant.Gateway.Api, $"/api/v1/payments/{payment}/public/events");

        Assert.Equal("heartbeat", (await events.NextAsync())?.EventType);
        Assert.Equal("pending", StatusOf(await events.NextAsync("message")));
        Assert.Equal("success", StatusOf(await events.NextAsync("message")));
        Assert.Null(await events.NextAsync());
    }

    [Fact]
    public async Task An_unknown_payment_has_no_stream()
    {
        var merchant = await running.NewMerchantAsync();

        var answer = await merchant.GetAsync($"/api/v1/payments/{PaymentId.New()}/public/events");

        answer.ExpectError(404, "NOT_FOUND_ERROR");
    }

    [Fact]
    public async Task A_merchant_hears_of_changes_of_its_own_and_of_nobody_elses()
    {
        var (merchant, other) = (await running.NewMerchantAsync(), await running.NewMerchantAsync());
        await using var changes = await EventReader.OpenAsync(merchant.Http, "/api/v1/changes");
        await changes.NextAsync("heartbeat");

        var foreign = await other.PaidAsync();
        var own = await merchant.PaidAsync();

        string change;
        do
        {
            change = await changes.NextAsync("message");
            Assert.DoesNotContain(foreign, change, StringComparison.Ordinal);
        }
        while (change != $$"""{"type":"payment","id":"{{own}}"}""");
    }

    [Fact]
    public async Task The_stream_tells_of_a_capture_and_ends_with_the_right_to_read()
    {
        var merchant = await running.NewMerchantAsync();
        var payment = await merchant.PaidAsync();
        await using var changes = await EventReader.OpenAsync(merchant.Http, "/api/v1/changes");
        await changes.NextAsync("heartbeat");

        (await merchant.PostAsync($"/api/v1/payments/{payment}/capture", new { })).Expect(200);
        await changes.ReadUntilAsync($"payment {payment}");

        await merchant.Gateway.ExecuteAsync($"UPDATE merchants SET is_active = false WHERE id = {merchant.Id.Value}");
        while (await changes.NextAsync() is not null)
        {
        }
    }

    [Fact]
    public async Task The_stream_of_changes_asks_who_is_there()
    {
        var answer = await ApiAnswer.ReadAsync(await running.Gateway.Api.GetAsync(new Uri("/api/v1/changes", UriKind.Relative)));

        answer.ExpectError(401, "AUTHENTICATION_ERROR");
    }

    private static string? StatusOf(string payment) => JsonElement.Parse(payment).GetProperty("status").GetString();
}
