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

    private static IEnumerable<JsonNode> ErrorsIn(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } envelope
            when envelope["error"] is JsonObject error && error["code"] is JsonValue => [error],
        JsonObject parts => parts.SelectMany(part => ErrorsIn(part.Value)),
        JsonArray items => items.SelectMany(ErrorsIn),
        _ => [],
    };
}
