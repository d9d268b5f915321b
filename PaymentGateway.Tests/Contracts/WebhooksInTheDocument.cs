using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PaymentGateway.Api.Errors;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Contracts;

/// <summary>The document's <c>webhooks</c> are held to the golden bodies, which are what merchants receive.</summary>
public sealed partial class WebhooksInTheDocument(Servers servers)
{
    private static IReadOnlyDictionary<string, string> Golden =>
        WebhookBodies.Golden.ToDictionary(row => row.Data.Item1, row => row.Data.Item2);

    [Fact]
    public async Task Every_event_is_documented_and_no_other()
    {
        var contract = await ReadAsync();

        Assert.Equal(
            Golden.Keys.Order(StringComparer.Ordinal),
            contract.Root["webhooks"]!.AsObject().Select(webhook => webhook.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Each_example_is_the_golden_body_and_each_golden_body_fits_its_schema()
    {
        var contract = await ReadAsync();

        foreach (var (type, golden) in Golden)
        {
            var content = contract.Root["webhooks"]![type]!["post"]!["requestBody"]!["content"]!["application/json"]!;
            var body = golden.Replace("_*", "_H8sK3jD9s2L1pQrT", StringComparison.Ordinal);

            Assert.Equal(golden, RandomPart().Replace(Text(content["examples"]![type]!["value"]!), "_*"));
            Assert.Null(contract.FindFault(Closed(content["schema"]!), JsonElement.Parse(body)));
        }
    }

    [Theory]
    [InlineData("payment.success", "\"amount\":50000", "\"amount\":\"50000\"")]
    [InlineData("payment.success", "\"status\":\"success\"", "\"status\":\"failed\"")]
    [InlineData("payment.failed", "\"error_code\":\"PAYMENT_FAILED\",", "")]
    [InlineData("refund.created", "\"amount\":500,", "\"amount\":500,\"card\":1,")]
    [InlineData("webhook.test", "\"event\":\"webhook.test\"", "\"event\":\"webhook.other\"")]
    [InlineData("refund.failed", "\"timestamp\":1705315870,", "")]
    public async Task A_body_that_differs_from_the_golden_one_does_not_fit(string type, string part, string other)
    {
        var contract = await ReadAsync();
        var schema = contract.Root["webhooks"]![type]!["post"]!["requestBody"]!["content"]!["application/json"]!["schema"]!;
        var body = Golden[type].Replace("_*", "_H8sK3jD9s2L1pQrT", StringComparison.Ordinal);

        var different = body.Replace(part, other, StringComparison.Ordinal);

        Assert.NotEqual(body, different);
        Assert.NotNull(contract.FindFault(Closed(schema), JsonElement.Parse(different)));
    }

    [Fact]
    public async Task In_production_the_document_is_served_when_it_is_enabled_and_the_reference_pages_are_not()
    {
        await using var enabled = MappedRoutes.InProcess<ApiError>("Production", ("OpenApi:Enabled", "true"));
        await using var silent = MappedRoutes.InProcess<ApiError>("Production");
        using var http = enabled.CreateClient();

        var document = JsonNode.Parse(await http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!;
        using var scalar = await http.GetAsync(new Uri("/scalar", UriKind.Relative));

        Assert.NotNull(document["paths"]!["/api/v1/payments"]);
        Assert.NotNull(document["webhooks"]!["payment.success"]);
        Assert.DoesNotContain(document["paths"]!.AsObject(), path => path.Key.StartsWith("/api/v1/test", StringComparison.Ordinal));
        Assert.Equal(404, (int)scalar.StatusCode);
        Assert.DoesNotContain(MappedRoutes.Of(silent), route => route.Contains("/openapi/", StringComparison.Ordinal));
    }

    private async Task<ApiContract> ReadAsync() => await ApiContract.ReadAsync(await servers.SharedGatewayAsync());

    private static string Text(JsonNode body) =>
        body.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    // Nothing but what is documented, at any depth.
    private static JsonNode Closed(JsonNode schema)
    {
        var closed = schema.DeepClone();
        Close(closed);
        return closed;

        static void Close(JsonNode part)
        {
            if (part["properties"] is JsonObject fields)
            {
                part["additionalProperties"] = false;
                fields.ToList().ForEach(field => Close(field.Value!));
            }
        }
    }

    [GeneratedRegex("_[A-Za-z0-9]{16}(?=\")", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RandomPart();
}
