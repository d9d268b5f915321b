using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

public sealed class LimitingCallers(LimitedGateway limited, Servers servers) : IClassFixture<LimitedGateway>
{
    private const string UnknownOrder = "/api/v1/orders/order_nobodyKnowsThis/public";

    [Fact]
    public async Task A_key_has_its_burst_and_is_then_told_when_to_come_back()
    {
        var merchant = await TestMerchant.CreateAsync(limited.Gateway);

        var answers = await ManyAsync(60, _ => merchant.GetAsync("/api/v1/orders"));

        AssertAnswered(answers, 20, 59);
        await Eventually.BecomesTrueAsync(async () => (int)(await merchant.GetAsync("/api/v1/orders")).Status == 200, "the key may call again");
    }

    [Fact]
    public async Task One_merchant_does_not_use_up_the_share_of_another()
    {
        var (loud, quiet) = (await TestMerchant.CreateAsync(limited.Gateway), await TestMerchant.CreateAsync(limited.Gateway));

        var answers = await ManyAsync(60, _ => loud.GetAsync("/api/v1/orders"));

        Assert.Contains(answers, answer => (int)answer.Status == 429);
        (await quiet.GetAsync("/api/v1/orders")).Expect(200);
    }

    [Fact]
    public async Task Who_knows_a_key_without_its_secret_is_counted_for_himself()
    {
        var merchant = await TestMerchant.CreateAsync(limited.Gateway);
        using var guesser = new Caller(limited.Gateway, "127.1.0.1");

        var answers = await ManyAsync(60, number => guesser.SendAsync(
            HttpMethod.Get, "/api/v1/orders", credentials: (merchant.Credentials.Key, $"guess_{number}")));

        AssertAnswered(answers, 5, 59);
        (await merchant.GetAsync("/api/v1/orders")).Expect(200);
    }

    [Fact]
    public async Task Payers_are_counted_by_their_address()
    {
        using var loud = new Caller(limited.Gateway, "127.1.0.2");
        using var quiet = new Caller(limited.Gateway, "127.1.0.3");

        var answers = await ManyAsync(60, _ => loud.GetAsync(UnknownOrder));

        AssertAnswered(answers, 5, 59);
        (await quiet.GetAsync(UnknownOrder)).Expect(404);
    }

    [Fact]
    public async Task Writing_the_address_in_capitals_does_not_help()
    {
        using var loud = new Caller(limited.Gateway, "127.1.0.9");

        var answers = await ManyAsync(60, _ => loud.GetAsync("/API/v1/orders/order_nobodyKnowsThis/public"));

        AssertAnswered(answers, 5, 59);
    }

    [Fact]
    public async Task Saying_to_be_somebody_else_does_not_help()
    {
        using var liar = new Caller(limited.Gateway, "127.1.0.4");

        var answers = await ManyAsync(60, number => liar.GetAsync(UnknownOrder, forwardedFor: $"203.0.113.{number}"));

        Assert.Contains(answers, answer => (int)answer.Status == 429);
    }

    [Fact]
    public async Task The_checkouts_word_for_a_payers_address_is_taken()
    {
        using var checkout = new Caller(limited.Gateway, LimitedGateway.Proxy);

        var many = await ManyAsync(60, number => checkout.GetAsync(UnknownOrder, forwardedFor: $"198.51.100.{number}"));
        var one = await ManyAsync(60, _ => checkout.GetAsync(UnknownOrder, forwardedFor: "198.51.100.200"));
        // What a payer has put before the address that the checkout saw counts for nothing.
        var lying = await ManyAsync(60, number => checkout.GetAsync(UnknownOrder, forwardedFor: $"203.0.113.{number}, 198.51.100.201"));

        Assert.All(many, answer => answer.Expect(404));
        Assert.Contains(one, answer => (int)answer.Status == 429);
        Assert.Contains(lying, answer => (int)answer.Status == 429);
    }

    [Fact]
    public async Task Addresses_of_one_ipv6_network_count_as_one()
    {
        using var checkout = new Caller(limited.Gateway, LimitedGateway.Proxy);

        var answers = await ManyAsync(60, number => checkout.GetAsync(UnknownOrder, forwardedFor: $"2001:db8:0:1::{number:x}"));

        Assert.Contains(answers, answer => (int)answer.Status == 429);
        (await checkout.GetAsync(UnknownOrder, forwardedFor: "2001:db8:0:2::1")).Expect(404);
    }

    [Fact]
    public async Task An_address_may_log_in_five_times_a_minute()
    {
        using var caller = new Caller(limited.Gateway, "127.1.0.5");
        using var other = new Caller(limited.Gateway, "127.1.0.6");

        var answers = await ManyAsync(8, _ => TryAsync(caller));

        AssertAnswered(answers, 5, 7);
        (await TryAsync(other)).ExpectError(401, "AUTHENTICATION_ERROR");

        static Task<ApiAnswer> TryAsync(Caller caller) => caller.SendAsync(
            HttpMethod.Post, "/api/v1/auth/login", new { email = $"{Guid.NewGuid():N}@example.com", password = "wrong" });
    }

    [Fact]
    public async Task Probes_are_never_limited()
    {
        using var probe = new Caller(limited.Gateway, "127.1.0.7");

        var answers = await ManyAsync(40, _ => probe.GetAsync("/alive"));

        Assert.All(answers, answer => answer.Expect(200));
    }

    [Fact]
    public async Task The_sandbox_limits_nobody_unless_it_is_told_to()
    {
        var gateway = await servers.SharedGatewayAsync();
        using var payer = new Caller(gateway, "127.1.0.8");

        var answers = await ManyAsync(60, _ => payer.GetAsync(UnknownOrder));

        Assert.All(answers, answer => answer.Expect(404));
    }

    private static Task<ApiAnswer[]> ManyAsync(int count, Func<int, Task<ApiAnswer>> ask) => Task.WhenAll(Enumerable.Range(0, count).Select(ask));

    /// <summary>So many were let through, and the rest refused as it should be.</summary>
    private static void AssertAnswered(IReadOnlyCollection<ApiAnswer> answers, int least, int most)
    {
        Assert.InRange(answers.Count(answer => (int)answer.Status != 429), least, most);
        Assert.All(answers.Where(answer => (int)answer.Status == 429), answer =>
        {
            answer.ExpectError(429, "RATE_LIMITED");
            Assert.InRange(int.Parse(answer.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        });
    }
}
