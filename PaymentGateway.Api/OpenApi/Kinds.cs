using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Api.OpenApi;

/// <summary>The few kinds of value that most fields are of.</summary>
internal static class Kinds
{
    public const string RequestIdExample = "0af7651916cd43dd8448eb211c80319c";
    public const string Vpa = "^[a-zA-Z0-9._-]+@[a-zA-Z0-9]+$";
    public const string Word = "^[a-z0-9_]+$";
    public const string EventName = @"^[a-z]+\.[a-z_]+$";
    public const string Timestamp = @"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$";

    public static readonly IReadOnlyDictionary<string, string> Ids = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["order"] = "order_NXhj67fGH2jk9mPq",
        ["pay"] = "pay_H8sK3jD9s2L1pQrT",
        ["rfnd"] = "rfnd_K9pL2mN4oQ5r8sTv",
        ["evt"] = "evt_Qw7eRt5yUi3oPa1s",
    };

    public static readonly ValueFacts AttemptError = new("Why the attempt failed; null if it was delivered.")
    {
        OneOf = ["dns", "connect", "tls", "timeout", "http", "blocked", "secret"],
        Example = "timeout",
    };

    public static readonly ValueFacts Running = new("`stopped` if no worker has been seen for 15 seconds.")
    {
        OneOf = ["running", "stopped"],
        Example = "running",
    };

    public static readonly ValueFacts Origins = new("Origins that may show the checkout in a frame.")
    {
        MostMembers = 20,
        Example = new JsonArray("https://shop.example"),
        Each = new("An origin.") { Type = JsonSchemaType.String, Longest = 255, Pattern = "^https?://[^/]+$" },
    };

    public static ValueFacts Id(string description, string prefix) =>
        // Not of a fixed length: order_test_async, which the sandbox has from the start, is as good an id as any.
        new(description) { Type = JsonSchemaType.String, Pattern = $"^{prefix}_[A-Za-z0-9_]+$", Longest = 64, Example = Ids[prefix] };

    public static ValueFacts Uuid(string description) =>
        new(description) { Type = JsonSchemaType.String, Format = "uuid", Example = "0199c0de-7a11-7000-8000-00000000abcd" };

    public static ValueFacts Money(string description, long example, long least = 0) =>
        new(description) { Least = least, Most = Core.Payments.Money.Most, Example = example };

    public static ValueFacts Password(string description, int minLength, string example) => new(description)
    {
        Shortest = minLength,
        Longest = MerchantPasswords.MaxLength,
        Format = "password",
        Example = example,
    };

    public static ValueFacts StatusCode(string description, int example) =>
        new(description) { Least = 100, Most = 999, Example = example };

    public static ValueFacts Count(string description, long example) => new(description) { Least = 0, Example = example };

    public static ValueFacts Object(string description, JsonObject example) =>
        new(description) { Type = JsonSchemaType.Object, Example = example };

    public static ValueFacts TextOrNumber(string description, string pattern, string example) => new(description)
    {
        Type = JsonSchemaType.String | JsonSchemaType.Integer,
        Pattern = pattern,
        Example = example,
        IsNeeded = true,
    };

    public static ValueFacts Connection(string what) =>
        new($"Whether {what} can be reached.") { OneOf = ["connected", "disconnected"], Example = "connected" };
}
