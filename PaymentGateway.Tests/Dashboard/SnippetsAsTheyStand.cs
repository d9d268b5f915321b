using System.Text.Json;
using PaymentGateway.Dashboard.Snippets;
using PaymentGateway.Tests.Support;
using EndpointStatus = PaymentGateway.Dashboard.Gateway.EndpointStatus;
using MerchantConfig = PaymentGateway.Dashboard.Gateway.MerchantConfig;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>The code of the documentation, run in every language against the running gateway.</summary>
public sealed class SnippetsAsTheyStand(Servers servers)
{
    public static readonly TheoryData<string> Languages = [.. SnippetLibrary.Languages.Select(language => language.Name)];

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Creating_an_order_makes_one(string language)
    {
        var merchant = await servers.NewMerchantAsync();

        var output = await SnippetProgram.RunAsync(servers.Folder, "create-order", language, SnippetProgram.ValuesOf(merchant));

        var order = await TheOneAsync(merchant, "orders");
        Assert.Equal((50_000, "INR", "order_001"), (order.GetProperty("amount").GetInt64(),
            order.GetProperty("currency").GetString(), order.GetProperty("receipt").GetString()));
        Assert.Contains(order.GetProperty("id").GetString()!, output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Creating_a_payment_pays_the_order(string language)
    {
        var merchant = await servers.NewMerchantAsync();
        var order = await merchant.CreateOrderAsync();

        var output = await SnippetProgram.RunAsync(servers.Folder, "create-payment", language, SnippetProgram.ValuesOf(merchant, order));

        var payment = (await TheOneAsync(merchant, "payments")).GetProperty("id").GetString()!;
        Assert.Contains(payment, output, StringComparison.Ordinal);
        Assert.Equal(("success", order), Pick(await merchant.SettledAsync(payment), "status", "order_id"));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Refunding_gives_one_rupee_back(string language)
    {
        var merchant = await servers.NewMerchantAsync();
        var payment = await merchant.PaidAsync();

        var output = await SnippetProgram.RunAsync(servers.Folder, "refunds", language, SnippetProgram.ValuesOf(merchant, payment: payment));

        var refund = await TheOneAsync(merchant, $"payments/{payment}/refunds");
        Assert.Equal((payment, "Customer request"), Pick(refund, "payment_id", "reason"));
        Assert.Equal(100, refund.GetProperty("amount").GetInt64());
        Assert.Contains(refund.GetProperty("id").GetString()!, output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Retrying_after_a_lost_answer_makes_one_order(string language)
    {
        var merchant = await servers.NewMerchantAsync();
        await using var proxy = await LosingProxy.StartAsync(merchant.Gateway.ApiAddresses[0]);

        var output = await SnippetProgram.RunAsync(
            servers.Folder, "idempotency", language, SnippetProgram.ValuesOf(merchant, api: proxy.Address));

        Assert.Equal(["cart-4711", "cart-4711"], proxy.Keys);
        var order = await TheOneAsync(merchant, "orders");
        Assert.Contains(order.GetProperty("id").GetString()!, output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task A_refusal_ends_the_program_and_says_why(string language)
    {
        var values = SnippetProgram.ValuesOf(await servers.NewMerchantAsync()) with { ApiSecret = "wrong" };

        var (exitCode, output) = await SnippetProgram.TryAsync(servers.Folder, "create-order", language, values);

        Assert.NotEqual(0, exitCode);
        Assert.Contains("AUTHENTICATION_ERROR", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_left_to_fill_in_and_a_secret_that_is_not_published_stays_out()
    {
        var config = new MerchantConfig(Guid.NewGuid(), "Shop", "shop@example.com", "key_live_1", null, null, null, "whsec_of_the_shop", false,
            new EndpointStatus("off", null, 0, null, null), []);
        var values = SnippetValues.Of(config, order: null, payment: null, new PublicAddresses("https://api.example", "https://pay.example"));
        foreach (var topic in SnippetLibrary.Topics.Where(topic => topic.HasCode))
        {
            foreach (var language in SnippetLibrary.Languages)
            {
                var code = SnippetLibrary.Code(topic, language.Name, values);
                Assert.DoesNotContain("{{", code, StringComparison.Ordinal);
                Assert.DoesNotContain("whsec_of_the_shop", code, StringComparison.Ordinal);
                Assert.True(topic.IsPage == !code.Contains("SECRET", StringComparison.Ordinal), $"{topic.Name} {language.Name}");
            }
        }
    }

    private static async Task<JsonElement> TheOneAsync(TestMerchant merchant, string list) => Assert.Single(
        (await merchant.GetAsync("/api/v1/" + list)).Expect(200).Json.GetProperty("data").EnumerateArray());

    private static (string?, string?) Pick(JsonElement json, string first, string second) =>
        (json.GetProperty(first).GetString(), json.GetProperty(second).GetString());
}
