using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Abuse;

/// <summary>Whatever is sent: a word that helps, the same in Development and Production, and no trace of it in the database.</summary>
[Collection(Abused.Name)]
public sealed class RefusingBadBodies(AbusedGateways gateways)
{
    [Fact]
    public Task No_route_takes_a_body_that_is_not_a_JSON_object_of_text() =>
        Onslaught.RunAsync(gateways, [.. Route.All.SelectMany(BadBodies.Of)]);

    [Fact]
    public async Task No_route_takes_a_field_that_makes_no_sense()
    {
        Assert.True(BadFields.All.Count() >= 200, $"{BadFields.All.Count()}");

        await Onslaught.RunAsync(gateways, [.. BadFields.All]);
    }

    [Fact]
    public Task No_route_that_needs_a_body_goes_without() => Onslaught.RunAsync(gateways,
        [.. Route.All.Where(route => route.Good is not null).SelectMany(route => new[]
        {
            BadRequest.Of(route, "", null) with { What = "nothing" },
            BadRequest.Of(route, "", null) with { What = "nothing, of no type", ContentType = null },
        })]);

    [Fact]
    public Task Ten_megabytes_are_refused_unread() =>
        Onslaught.RunAsync(gateways, [BadBodies.TooLarge(Route.CreateOrder, 10_000_000), BadBodies.TooLarge(Route.PayPublicly, 10_000_000)]);

    [Fact]
    public async Task Control_what_makes_sense_is_carried_out()
    {
        var stage = await Stage.SetAsync(gateways.Production.Gateway);

        foreach (var route in Route.All)
        {
            var before = await stage.FingerprintAsync();
            // On a busy machine a password is hashed for longer than the gateway lets a request take.
            var answer = await Eventually.GetAsync(() => stage.SendGoodAsync(route), seen => (int)seen.Status != 503,
                $"the gateway is not too busy for {route}", TimeSpan.FromSeconds(60));
            Assert.True((int)answer.Status is >= 200 and < 300, $"{route}: {answer}");
            Assert.NotEqual(before, await stage.FingerprintAsync());
        }
    }

    [Fact]
    public async Task The_deepest_notes_that_are_taken_can_be_read_again()
    {
        var merchant = gateways.Development.Merchant;
        var deepest = new string('[', 14) + new string(']', 14);

        var order = await gateways.Development.SendAsync(Route.CreateOrder, [.. "{\"amount\":1000,\"notes\":{\"a\":"u8, .. System.Text.Encoding.ASCII.GetBytes(deepest), .. "}}"u8]);
        var read = await merchant.GetAsync($"/api/v1/orders/{order.Expect(201).Text("id")}");
        var listed = await merchant.GetAsync("/api/v1/orders");

        Assert.Contains(deepest, read.Expect(200).Body, StringComparison.Ordinal);
        Assert.Contains(deepest, listed.Expect(200).Body, StringComparison.Ordinal);
    }
}
