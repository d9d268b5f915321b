using System.Text.Json.Nodes;
using PaymentGateway.Core.Payments;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Contracts;

public sealed class ErrorDescriptions(Servers servers)
{
    [Fact]
    public async Task Every_documented_error_has_the_form_of_all_others()
    {
        var contract = await ApiContract.ReadAsync(await servers.SharedGatewayAsync());

        var descriptions = ErrorsIn(contract.Root).Select(error => (string)error["description"]!).Distinct().ToList();

        Assert.True(descriptions.Count >= 20, $"The document has {descriptions.Count} errors.");
        Assert.All(descriptions, description => Assert.True(ErrorDescriptionForm.Fits(description), description));
    }

    [Theory]
    [InlineData("payment_declined")]
    [InlineData("insufficient_funds")]
    [InlineData("card_declined")]
    [InlineData("expired_card")]
    [InlineData("incorrect_cvv")]
    [InlineData("incorrect_pin")]
    [InlineData("limit_exceeded")]
    [InlineData("do_not_honor")]
    [InlineData("risk_blocked")]
    [InlineData("account_blocked")]
    [InlineData("invalid_vpa")]
    [InlineData("payment_timed_out")]
    [InlineData("gateway_technical_error")]
    public void A_reason_is_described_in_the_form_of_all_errors(string reason)
    {
        string[] descriptions = [DeclineReasons.Describe(reason), DeclineReasons.DescribeRefund(reason)];

        Assert.All(descriptions, description => Assert.True(ErrorDescriptionForm.Fits(description), description));
    }

    [Theory]
    [InlineData("Order already paid.")]
    [InlineData("order already paid")]
    [InlineData("Order already paid. Create a new one")]
    [InlineData("amount is a number")]
    public void Another_form_is_found(string description) => Assert.False(ErrorDescriptionForm.Fits(description));

    [Theory]
    [InlineData("/api/v1/merchant/checkout", """{"allowed_origins":[1]}""", "allowed_origins[0] must be a string")]
    [InlineData("/api/v1/merchant/checkout", """{"allowed_origins":"x"}""", "allowed_origins must be an array")]
    [InlineData("/api/v1/orders", """{"amount":"1000"}""", "amount must be an integer in minor units")]
    [InlineData("/api/v1/orders", """{"amount":10.5}""", "amount must be an integer in minor units")]
    [InlineData("/api/v1/orders", """{"amount":1000,"receipt":{}}""", "receipt must be a string")]
    [InlineData("/api/v1/payments", """{"order_id":"order_x","method":"card","card":{"number":4111}}""", "card.number must be a string")]
    [InlineData("/api/v1/payments", """{"order_id":"order_x","method":"card","card":"4111"}""", "card must be an object")]
    public async Task A_value_of_another_type_is_refused_with_the_type_that_is_expected(string route, string body, string description)
    {
        var merchant = await servers.NewMerchantAsync();
        var method = route.EndsWith("/checkout", StringComparison.Ordinal) ? HttpMethod.Patch : HttpMethod.Post;

        var answer = await merchant.SendAsync(method, route, JsonNode.Parse(body));

        Assert.Equal(description, (string?)JsonNode.Parse(answer.Expect(400).Body)!["error"]!["description"]);
    }

    private static IEnumerable<JsonNode> ErrorsIn(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } envelope
            when envelope["error"] is JsonObject error && error["code"] is JsonValue => [error],
        JsonObject parts => parts.SelectMany(part => ErrorsIn(part.Value)),
        JsonArray items => items.SelectMany(ErrorsIn),
        _ => [],
    };
}
