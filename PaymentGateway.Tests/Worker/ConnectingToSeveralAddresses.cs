using System.Net;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Tests.Support;
using PaymentGateway.Worker.Webhooks;

namespace PaymentGateway.Tests.Worker;

/// <summary>A host has as many chances as it has addresses, and those that do not answer cost it little (RFC 8305).</summary>
public sealed class ConnectingToSeveralAddresses
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Address_that_answers_is_reached_behind_silent_ones(int silentOnes)
    {
        await using var shop = await Receiver.StartAsync();
        var silent = await SilentAsync(shop, silentOnes);
        using var courier = CourierTo([.. silent.Select(one => one.Address), IPAddress.Loopback]);

        var outcome = await courier.SendAsync(UrlOf(shop));

        Assert.True(outcome.IsDelivered, outcome.ToString());
        Assert.InRange(outcome.Duration.TotalSeconds, 0.2 * silentOnes, 3);
        Assert.Single(shop.Received);
        await Eventually.BecomesTrueAsync(() => silent.All(one => one.Connecting == 0), "nothing is left of the connections that lost");
        silent.ForEach(one => one.Dispose());
    }

    [Fact]
    public async Task Address_after_one_that_refuses_is_tried_at_once()
    {
        await using var shop = await Receiver.StartAsync();
        using var courier = CourierTo(IPAddress.Parse("127.0.0.7"), IPAddress.Parse("127.0.0.8"), IPAddress.Loopback);
        await courier.SendAsync(UrlOf(shop)); // warm

        var outcome = await courier.SendAsync($"http://another.example:{new Uri(shop.Url).Port}/webhook");

        Assert.True(outcome.IsDelivered, outcome.ToString());
        Assert.InRange(outcome.Duration.TotalMilliseconds, 0, 240);
    }

    [Fact]
    public async Task Forbidden_addresses_are_left_out_and_allowed_ones_used()
    {
        await using var shop = await Receiver.StartAsync();
        using var canary = Canary.On(IPAddress.Parse("127.0.0.9"), new Uri(shop.Url).Port);
        using var courier = CourierTo(["127.0.0.1/32"], canary.Address, IPAddress.Parse("169.254.169.254"), IPAddress.Loopback);

        var outcome = await courier.SendAsync(UrlOf(shop));

        Assert.True(outcome.IsDelivered, outcome.ToString());
        Assert.False(canary.WasTouched);
    }

    [Fact]
    public async Task Forbidden_address_is_not_tried_when_the_allowed_one_is_silent()
    {
        await using var shop = await Receiver.StartAsync();
        using var canary = Canary.On(IPAddress.Parse("127.0.0.9"), new Uri(shop.Url).Port);
        using var silent = await SilentAddress.StartAsync("127.0.0.2", canary.Port);
        using var courier = CourierTo(["127.0.0.2/32"], silent.Address, canary.Address);

        var outcome = await courier.SendAsync(UrlOf(shop));

        Assert.Equal(WebhookErrors.Timeout, outcome.Fault?.Error);
        Assert.InRange(outcome.Duration.TotalSeconds, 2.9, 4.5);
        Assert.False(canary.WasTouched);
        await Eventually.BecomesTrueAsync(() => silent.Connecting == 0, "nothing is left of the connection");
    }

    [Fact]
    public async Task Only_forbidden_addresses_are_blocked()
    {
        using var canary = Canary.On(IPAddress.Parse("127.0.0.9"));
        using var courier = CourierTo(["127.0.0.1/32"], canary.Address, IPAddress.Parse("127.0.0.10"));

        Assert.Equal(WebhookFault.Blocked, (await courier.SendAsync($"http://shop.example:{canary.Port}/")).Fault);
        Assert.False(canary.WasTouched);
    }

    [Fact]
    public async Task All_refusing_is_an_error_of_the_connection()
    {
        using var courier = CourierTo(IPAddress.Parse("127.0.0.7"), IPAddress.Parse("127.0.0.8"));

        Assert.Equal(WebhookErrors.Connect, (await courier.SendAsync("http://shop.example:1025/")).Fault?.Error);
    }

    [Fact]
    public async Task Name_with_very_many_addresses_does_not_make_us_call_them_all()
    {
        using var canary = Canary.On(IPAddress.Parse("127.0.1.50"));
        using var courier = CourierTo([.. Enumerable.Range(1, 50).Select(number => IPAddress.Parse($"127.0.1.{number}"))]);

        Assert.Equal(WebhookErrors.Connect, (await courier.SendAsync($"http://shop.example:{canary.Port}/")).Fault?.Error);
        Assert.False(canary.WasTouched);
    }

    private static string UrlOf(Receiver shop) => $"http://shop.example:{new Uri(shop.Url).Port}/webhook";

    private static WebhookCourier CourierTo(params IPAddress[] addresses) => CourierTo(null, addresses);

    private static WebhookCourier CourierTo(string[]? allowed, params IPAddress[] addresses) =>
        WebhookCourier.OfSandbox((_, _) => Task.FromResult(addresses), allowed);

    private static async Task<List<SilentAddress>> SilentAsync(Receiver shop, int count)
    {
        var silent = new List<SilentAddress>();
        for (var number = 0; number < count; number++)
        {
            silent.Add(await SilentAddress.StartAsync($"127.0.0.{2 + number}", new Uri(shop.Url).Port));
        }

        return silent;
    }
}
