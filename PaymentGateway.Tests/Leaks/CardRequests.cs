using System.Globalization;
using System.Net.Http.Json;
using System.Text;

namespace PaymentGateway.Tests.Leaks;

/// <summary>Cards where they belong, where they do not, and in every corner a request has.</summary>
internal static class CardRequests
{
    /// <param name="MayBeTaken">It is a payment by card, or the card stands where nobody reads.</param>
    /// <param name="NeedsOrder">Whether what it is given is to be the id of a new order.</param>
    public sealed record Card(string What, Func<string, HttpRequestMessage> Make, bool MayBeTaken, bool NeedsOrder = false);

    public static IEnumerable<Card> All(string paid) =>
    [
        .. Canaries.Numbers.SelectMany((number, i) => Payments(number, Canaries.Codes[i])),
        .. Canaries.Malformed.SelectMany((number, i) => Payments(number, Canaries.Codes[i])),
        .. Canaries.OversizedCodes.Select(code => Pay("/api/v1/payments", Details(Canaries.Numbers[0], code))),
        .. Canaries.Numbers.SelectMany(number => InTheWrongPlace(number, paid)),
        .. Canaries.Numbers.Concat(Canaries.Malformed).SelectMany((number, i) => InTheAddress(number).Where((_, place) => (place + i) % 3 == 0)),
        .. Canaries.Numbers.Take(4).SelectMany(InHeaders),
        .. Canaries.InsideOfText.SelectMany(number => InsideOfText(number, paid)),
    ];

    private static IEnumerable<Card> Payments(string number, string code) =>
    [
        Pay("/api/v1/payments", Details(number, code)), Pay("/api/v1/payments/public", Details(number, code)),
        Pay("/api/v1/payments", Details(Canaries.Grouped(number, ' '), code)), Pay("/api/v1/payments", new { number = Value(number[..12]), cvv = code, rest = number }),
        Pay("/api/v1/payments", Details(number, number)), Pay("/api/v1/payments", Details(code, number)),
        Raw("/api/v1/payments", $$$"""{"order_id":"order_1","method":"card","card":{"number":{{{number}}},"cvv":{{{code.TrimStart('0')}}} }}"""),
        Raw("/api/v1/payments", $$"""{"order_id":"order_1","method":"card","card":{"number":"{{number}}","cvv":"{{code}}"},"""),
        Raw("/api/v1/payments", $$"""{"method":"card","card":"{{number}} {{code}}"}"""),
        Raw("/api/v1/payments", new string(' ', 70_000) + number),
    ];

    private static IEnumerable<Card> InTheWrongPlace(string number, string paid) => new (string Path, object Body)[]
    {
        ("/api/v1/orders", new { amount = 1000, receipt = number }), ("/api/v1/orders", new { amount = 1000, receipt = Canaries.Grouped(number, '-') }),
        ("/api/v1/orders", new { amount = 1000, notes = new { card = number } }), ("/api/v1/orders", new { amount = 1000, notes = new { deep = new[] { new { n = Value(number) } } } }),
        ("/api/v1/orders", new { amount = 1000, notes = new Dictionary<string, int> { [number] = 1 } }), ("/api/v1/orders", new { amount = 1000, currency = number }),
        ("/api/v1/orders", new { amount = Value(number) }), ($"/api/v1/payments/{paid}/refunds", new { amount = 1, reason = $" {Canaries.Grouped(number, ' ')} " }),
        ($"/api/v1/payments/{paid}/capture", new { amount = Value(number) }), ("/api/v1/payments", new { order_id = number, method = "upi", vpa = "user@paytm" }),
        ("/api/v1/payments", new { order_id = "order_1", method = "upi", vpa = number }), ("/api/v1/payments", new { order_id = "order_1", method = "upi", vpa = $"{number}@paytm" }),
        ("/api/v1/payments", new { order_id = "order_1", method = number }), ("/api/v1/payments/public", new { order_id = "order_1", method = "upi", vpa = "user@paytm", key = number }),
        ("/api/v1/merchant/webhook", new { webhook_url = number }), ("/api/v1/merchant/checkout", new { allowed_origins = new[] { Canaries.Grouped(number, '-') } }),
        ("/api/v1/auth/login", new { email = $"{number}@example.com", password = number }), ("/api/v1/auth/refresh", new { refresh_token = number }),
    }.Select(wrong => new Card($"{number} to {wrong.Path}", _ => new(wrong.Path.Contains("merchant", StringComparison.Ordinal) ? HttpMethod.Patch : HttpMethod.Post, wrong.Path) { Content = JsonContent.Create(wrong.Body) }, MayBeTaken: false));

    private static IEnumerable<Card> InTheAddress(string number) => new[]
    {
        $"/api/v1/orders/{number}", $"/api/v1/orders/order_{number}", $"/api/v1/payments/{number}/public", $"/api/v1/refunds/{number}", $"/api/v1/{number}", $"/{number}?card={number}",
        $"/api/v1/payments?q={number}", $"/api/v1/orders?receipt={number}", $"/api/v1/payments?from={number}", $"/api/v1/payments?limit={number}", $"/api/v1/stats?tz={number}", $"/api/v1/payments?order_id={number}",
        $"/api/v1/payments?q={Canaries.Grouped(number, ' ').Replace(" ", "%20", StringComparison.Ordinal)}",
    }.Select(path => new Card($"{path}", _ => new(HttpMethod.Get, path), MayBeTaken: true));

    private static IEnumerable<Card> InHeaders(string number) => new (string Name, string? Value)[]
    {
        ("Idempotency-Key", null), ("Idempotency-Key", $"pay {number} now"), ("Idempotency-Key", $"\"{Canaries.Grouped(number, '-')}\""), ("X-Request-Id", null), ("User-Agent", null),
        ("Referer", null), ("X-Card", null), ("Cookie", null), ("Origin", null), ("Accept", null), ("Accept-Language", null), ("X-Forwarded-For", null), ("X-Sim-Scenario", null),
        ("X-HTTP-Method-Override", null), ("Authorization", null),
    }.Select(header => new Card($"{number} in {header.Name}", _ =>
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders") { Content = JsonContent.Create(new { amount = 1000 }) };
        request.Headers.TryAddWithoutValidation(header.Name, header.Value ?? number);
        return request;
    }, MayBeTaken: true));

    private static IEnumerable<Card> InsideOfText(string number, string paid) => new (string Path, object Body)[]
    {
        ("/api/v1/orders", new { amount = 1000, receipt = $"paid by card {number}." }), ("/api/v1/orders", new { amount = 1000, notes = new { about = $"no {number}" } }),
        ($"/api/v1/payments/{paid}/refunds", new { amount = 1, reason = $"{number} was charged twice" }), ("/api/v1/auth/login", new { email = $"{number}@example.com", password = "a guess" }),
    }.Select(wrong => new Card($"{number} inside of a text to {wrong.Path}", _ =>
        new(HttpMethod.Post, wrong.Path) { Content = JsonContent.Create(wrong.Body), Headers = { { "X-Request-Id", $"about-{number}" } } }, MayBeTaken: true));

    private static Card Pay(string path, object card) => new("a payment", order =>
        new(HttpMethod.Post, path) { Content = JsonContent.Create(new { order_id = order, method = "card", card }), Headers = { { "Idempotency-Key", $"{Guid.NewGuid():N}" } } }, MayBeTaken: true, NeedsOrder: true);

    private static Card Raw(string path, string body) => new("a malformed payment", _ =>
        new(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") }, MayBeTaken: false);

    private static long Value(string digits) => long.Parse(digits, CultureInfo.InvariantCulture);

    private static object Details(string number, string code) => new { number, expiry_month = "12", expiry_year = "2030", cvv = code, holder_name = $"A Person {number}" };
}
