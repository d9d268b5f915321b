using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace PaymentGateway.Api.OpenApi;

/// <summary>Bodies to start from, where the fields' own examples do not make a sensible one.</summary>
internal static class RequestExamples
{
    private const string Upi = """{"order_id":"order_NXhj67fGH2jk9mPq","method":"upi","vpa":"success@sim"}""";

    private const string Card = """
        {"order_id":"order_NXhj67fGH2jk9mPq","method":"card","card":{"number":"4242424242424242","expiry_month":"12",
        "expiry_year":"2030","cvv":"123","holder_name":"Asha Rao"}}
        """;

    private static readonly Dictionary<string, (string Name, string Body)[]> Table =
        new(StringComparer.Ordinal)
        {
            ["createOrder"] =
            [
                ("Order", """{"amount":50000,"currency":"INR","receipt":"order_001","notes":{"cart":"c-1007"}}"""),
                ("Minimum amount", """{"amount":100}"""),
            ],
            ["createPayment"] = [("UPI", Upi), ("Card", Card)],
            ["createPublicPayment"] = [("UPI", Upi), ("Card", Card)],
            ["capturePayment"] = [("Full amount", """{"amount":50000}"""), ("Without an amount", "{}")],
            ["createRefund"] =
            [
                ("Partial refund", """{"amount":500,"reason":"Customer request"}"""), ("Full refund", "{}"),
            ],
            ["setWebhook"] = [("URL and secret", """{"webhook_url":"https://shop.example/webhook","webhook_secret":"whsec_test_abc123"}""")],
            ["updateWebhook"] =
            [
                ("New URL", """{"webhook_url":"https://shop.example/webhook"}"""), ("Remove the endpoint", """{"webhook_url":null}"""),
            ],
        };

    public static Dictionary<string, IOpenApiExample>? Of(string operationId) => Table.GetValueOrDefault(operationId)?
        .ToDictionary(example => example.Name, IOpenApiExample (example) => new OpenApiExample { Value = JsonNode.Parse(example.Body) });
}
