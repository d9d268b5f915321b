using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

/// <summary>What the published test addresses and cards do, through API, queue, worker and bank.</summary>
public sealed class MagicTestValues(Servers servers)
{
    private static readonly Dictionary<string, string> Addresses = new()
    {
        ["success@sim"] = "success",
        ["success@razorpay"] = "success",
        ["Failure@SIM"] = "payment_declined",
        ["failure@sim"] = "payment_declined",
        ["failure@razorpay"] = "payment_declined",
        ["decline.insufficient-funds@sim"] = "insufficient_funds",
        ["decline.do-not-honor@sim"] = "do_not_honor",
        ["decline.limit-exceeded@sim"] = "limit_exceeded",
        ["decline.incorrect-pin@sim"] = "incorrect_pin",
        ["decline.account-blocked@sim"] = "account_blocked",
        ["decline.invalid-vpa@sim"] = "invalid_vpa",
        ["decline.risk-blocked@sim"] = "risk_blocked",
        ["delay.10@sim"] = "success",
        ["delay.10.failure@sim"] = "payment_declined",
        ["flaky.2@sim"] = "success",
        ["duplicate@sim"] = "success",
        ["refund-fail@sim"] = "success",
        ["user@paytm"] = "success",
    };

    private static readonly Dictionary<string, (string Network, string Outcome)> Cards = new()
    {
        ["4242424242424242"] = ("visa", "success"),
        ["4111111111111111"] = ("visa", "success"),
        ["5555555555554444"] = ("mastercard", "success"),
        ["2223003122003222"] = ("mastercard", "success"),
        ["378282246310005"] = ("amex", "success"),
        ["6527658900001005"] = ("rupay", "success"),
        ["6011111111111117"] = ("discover", "success"),
        ["36227206271667"] = ("diners", "success"),
        ["3566002020360505"] = ("jcb", "success"),
        ["4000000000000002"] = ("visa", "card_declined"),
        ["4000000000009995"] = ("visa", "insufficient_funds"),
        ["4000000000009987"] = ("visa", "lost_card"),
        ["4000000000009979"] = ("visa", "stolen_card"),
        ["4000000000000069"] = ("visa", "expired_card"),
        ["4000000000000127"] = ("visa", "incorrect_cvv"),
        ["4000000000005126"] = ("visa", "success"),
    };

    [Fact]
    public async Task Each_test_address_ends_as_published()
    {
        var merchant = await servers.NewMerchantAsync();

        var outcomes = await Task.WhenAll(Addresses.Keys.Select(async vpa =>
            (vpa, Outcome: OutcomeOf(await merchant.SettledAsync(await merchant.PayAsync(vpa))))));

        Assert.Equal(Addresses, outcomes.ToDictionary(entry => entry.vpa, entry => entry.Outcome));
    }

    [Fact]
    public async Task Each_test_card_ends_as_published_and_shows_its_network()
    {
        var merchant = await servers.NewMerchantAsync();

        var outcomes = await Task.WhenAll(Cards.Keys.Select(async number =>
        {
            var order = await merchant.CreateOrderAsync();
            var created = await merchant.PostAsync("/api/v1/payments", new { order_id = order, method = "card", card = TestCards.Of(number) });
            var settled = await merchant.SettledAsync(created.Expect(201).Text("id"));
            Assert.Equal(number[^4..], settled.GetProperty("card_last4").GetString());
            return (number, Outcome: (settled.GetProperty("card_network").GetString()!, OutcomeOf(settled)));
        }));

        Assert.Equal(Cards, outcomes.ToDictionary(entry => entry.number, entry => entry.Outcome));
    }

    [Fact]
    public async Task A_delay_is_kept()
    {
        var merchant = await servers.NewMerchantAsync();

        var payment = await merchant.PaidAsync(vpa: "delay.1200@sim");

        Assert.InRange(await merchant.Gateway.ScalarAsync<double>($"""
            SELECT extract(epoch FROM completed_at - created_at)::float8 AS "Value" FROM payments WHERE id = {payment}
            """), 1.2, 10);
    }

    [Fact]
    public async Task A_bank_that_answers_twice_settles_once()
    {
        await using var gateway = await Gateway.StartAsync(servers);
        await gateway.ExecuteAsync($"CREATE TABLE finished (ref text, runs bigint)");
        await gateway.ExecuteAsync($"""
            CREATE FUNCTION count_runs() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO finished VALUES (OLD.ref, OLD.fence); RETURN NULL; END $$
            """);
        await gateway.ExecuteAsync($"CREATE TRIGGER count_runs AFTER DELETE ON jobs FOR EACH ROW EXECUTE FUNCTION count_runs()");
        var payment = await (await TestMerchant.CreateAsync(gateway)).PaidAsync(vpa: "duplicate@sim");
        var runs = await Eventually.GetAsync(
            () => gateway.ScalarAsync<long>($"SELECT coalesce(max(runs), 0) AS \"Value\" FROM finished WHERE ref = {payment}"),
            count => count > 0, "the second answer has been heard");

        Assert.Equal(3, runs); // asked, answered, answered again
        Assert.Equal(1, await gateway.ScalarAsync<long>(
            $"SELECT count(*) AS \"Value\" FROM events WHERE subject_id = {payment} AND type = 'payment.success'"));
    }

    [Fact]
    public async Task A_flaky_bank_is_asked_until_it_answers()
    {
        var merchant = await servers.NewMerchantAsync();
        var payment = await merchant.PaidAsync(vpa: "flaky.1@sim");

        Assert.InRange(await merchant.Gateway.ScalarAsync<int>(
            $"SELECT calls AS \"Value\" FROM bank_authorisations WHERE reference = {payment}"), 2, 10);
    }

    [Fact]
    public async Task Refunds_of_the_card_whose_refunds_fail_do_fail()
    {
        var merchant = await servers.NewMerchantAsync();
        var order = await merchant.CreateOrderAsync();
        var payment = await merchant.PostAsync("/api/v1/payments", new { order_id = order, method = "card", card = TestCards.Of("4000000000005126") });
        await merchant.SettledAsync(payment.Expect(201).Text("id"));

        var refund = (await merchant.PostAsync($"/api/v1/payments/{payment.Text("id")}/refunds")).Expect(201).Text("id");

        await Eventually.GetAsync(() => merchant.GetAsync($"/api/v1/refunds/{refund}"), answer => answer.Text("status") == "failed", "the refund has failed");
    }

    private static string OutcomeOf(System.Text.Json.JsonElement payment) =>
        payment.GetProperty("status").GetString() == "success" ? "success" : payment.GetProperty("error_reason").GetString()!;
}
