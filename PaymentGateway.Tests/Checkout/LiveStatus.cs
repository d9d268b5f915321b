using PaymentGateway.Core.Ids;
using PaymentGateway.Core.Payments;
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

        var events = await merchant.Gateway.Api.GetStringAsync($"/api/v1/payments/{payment}/public/events");

        var states = events.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal))
            .Select(line => System.Text.Json.JsonElement.Parse(line["data: ".Length..]).GetProperty("status").GetString());
        Assert.Equal(["pending", "success"], states);
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
        using var stream = await merchant.Http.GetStreamAsync("/api/v1/changes");
        using var lines = new StreamReader(stream);
        await lines.ReadLineAsync(); // it has begun

        var foreign = await other.PaidAsync();
        var own = await merchant.PaidAsync();

        string? line;
        do
        {
            line = await lines.ReadLineAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain(foreign, line, StringComparison.Ordinal);
        }
        while (line != $$"""data: {"type":"payment","id":"{{own}}"}""");
    }

    [Fact]
    public async Task The_stream_tells_of_a_capture_and_ends_with_the_right_to_read()
    {
        var merchant = await running.NewMerchantAsync();
        var payment = await merchant.PaidAsync();
        using var stream = await merchant.Http.GetStreamAsync("/api/v1/changes");
        using var lines = new StreamReader(stream);
        await lines.ReadLineAsync(); // it has begun

        (await merchant.PostAsync($"/api/v1/payments/{payment}/capture", new { })).Expect(200);
        string? line;
        do
        {
            line = await lines.ReadLineAsync(TestContext.Current.CancellationToken);
        }
        while (line != $$"""data: {"type":"payment","id":"{{payment}}"}""");

        await merchant.Gateway.ExecuteAsync($"UPDATE merchants SET is_active = false WHERE id = {merchant.Id.Value}");
        await lines.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
    }

    [Fact]
    public async Task The_stream_of_changes_asks_who_is_there()
    {
        var answer = await ApiAnswer.ReadAsync(await running.Gateway.Api.GetAsync(new Uri("/api/v1/changes", UriKind.Relative)));

        answer.ExpectError(401, "AUTHENTICATION_ERROR");
    }
}
