using System.Globalization;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Abuse;

/// <summary>Requests that only a raw socket can make. What the server refuses before there is a request may have no body.</summary>
[Collection(Abused.Name)]
public sealed class RefusingBadHeaders(AbusedGateways gateways)
{
    private const string Order = "{\"amount\":1000}";

    private static readonly string[] NotKeys =
    [
        "Idempotency-Key: one\r\nIdempotency-Key: two", "Idempotency-Key: one\r\nIdempotency-Key: one", "Idempotency-Key: \"\"",
        "Idempotency-Key: a\tb", "Idempotency-Key: a\u007fb", "Idempotency-Key: a\u0001b", "Idempotency-Key: cl\u00c3\u00a9", $"Idempotency-Key: {new string('k', 256)}",
        $"Idempotency-Key: {new string('k', 9000)}", "Idempotency-Key: a\r\nidempotency-key:", "Idempotency-Key: \u00e2\u0080\u008b",
    ];

    // Head, body, status and code; without a code the server itself may refuse, in whatever words.
    private static readonly (string Head, string Body, int Status, string? Code)[] Requests =
    [
        ("POST /api/v1/orders HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked", "zz\r\n{}\r\n0\r\n\r\n", 400, "BAD_REQUEST_ERROR"),
        ("POST /api/v1/orders HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked", "-1\r\n{}\r\n0\r\n\r\n", 400, "BAD_REQUEST_ERROR"),
        ("POST /api/v1/orders HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked", "ffffffffff\r\n{}\r\n0\r\n\r\n", 400, "BAD_REQUEST_ERROR"),
        ("POST /api/v1/orders HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked", "f\r\n{\"amount\":1000}garbage\r\n", 400, "BAD_REQUEST_ERROR"),
        ("POST /api/v1/orders HTTP/1.1\r\nHost: x\r\nContent-Length: 5", Order, 400, "BAD_REQUEST_ERROR"),
        ("POST /api/v1/orders HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999", "", 413, "PAYLOAD_TOO_LARGE"),
        ("POST /api/v1/orders HTTP/1.1\r\nHost: x\r\nContent-Length: -1", Order, 400, null),
        ("POST /api/v1/orders HTTP/1.1\r\nHost: x\r\nContent-Length: abc", Order, 400, null),
        ("POST /api/v1/orders HTTP/1.1\r\nHost: x\r\nContent-Length: 15\r\nContent-Length: 16", Order, 400, null),
        ("POST /api/v1/orders HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip", Order, 400, null),
        ("POST /api/v1/orders HTTP/1.1\r\nContent-Length: 15", Order, 400, null),
        ("POST /api/v1/orders HTTP/1.1\r\nHost: x\r\nHost: y\r\nContent-Length: 15", Order, 400, null),
        ("POST /api/v1/orders HTTP/1.1\r\nHost: x\r\nX-Odd: a\0b\r\nContent-Length: 15", Order, 400, null),
        ("POST /api/v1/orders HTTP/1.1\r\nHost: x\r\nno colon\r\nContent-Length: 15", Order, 400, null),
        ("POST /api/v1/orders HTTP/1.1\r\nHost: x\r\n folded: yes\r\nContent-Length: 15", Order, 400, null),
        ("POST /api/v1/orders\0 HTTP/1.1\r\nHost: x\r\nContent-Length: 15", Order, 400, null),
        ("POST /api/v1/orders%00 HTTP/1.1\r\nHost: x\r\nContent-Length: 15", Order, 400, null),
        ("POST HTTP/1.1\r\nHost: x", "", 400, null),
        ("POST  /api/v1/orders HTTP/1.1\r\nHost: x", "", 400, null),
        ("P@ST /api/v1/orders HTTP/1.1\r\nHost: x", "", 400, null),
        ($"POST /api/v1/orders?{new string('q', 9000)} HTTP/1.1\r\nHost: x", "", 414, null),
        ($"POST /api/v1/orders HTTP/1.1\r\nHost: x\r\nX-Long: {new string('h', 17_000)}", "", 431, null),
        ($"POST /api/v1/orders HTTP/1.1\r\nHost: x{string.Concat(Enumerable.Range(0, 150).Select(i => $"\r\nX-{i}: 1"))}", "", 431, null),
        ("DELETE /api/v1/orders HTTP/1.1\r\nHost: x", "", 405, "METHOD_NOT_ALLOWED"),
        ("TRACE /api/v1/orders HTTP/1.1\r\nHost: x", "", 405, "METHOD_NOT_ALLOWED"),
        ("PUT /api/v1/payments HTTP/1.1\r\nHost: x\r\nContent-Length: 15", Order, 405, "METHOD_NOT_ALLOWED"),
        ("DELETE /api/v1/payments HTTP/1.1\r\nHost: x\r\nX-HTTP-Method-Override: POST", "", 405, "METHOD_NOT_ALLOWED"),
        ("POST /api/v1/nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 15", Order, 404, "NOT_FOUND_ERROR"),
        ("POST /api/v2/orders HTTP/1.1\r\nHost: x\r\nContent-Length: 15", Order, 404, "NOT_FOUND_ERROR"),
        ("POST /api/v1/orders/%ff HTTP/1.1\r\nHost: x\r\nContent-Length: 15", Order, 405, "METHOD_NOT_ALLOWED"),
    ];

    private static readonly string[] NotCredentials =
    [
        "", "X-Api-Key: @key", "X-Api-Secret: @secret", "X-Api-Key: @key\r\nX-Api-Secret: wrong", "X-Api-Key: @secret\r\nX-Api-Secret: @key",
        "X-Api-Key: @key\r\nX-Api-Key: @key\r\nX-Api-Secret: @secret", "X-Api-Key: @key\r\nX-Api-Secret: @secret\r\nX-Api-Secret: x",
        "X-Api-Key: ' OR 1=1 --\r\nX-Api-Secret: @secret", "X-Api-Key: @key%00\r\nX-Api-Secret: @secret", "X-Api-Key: @key\u0001\r\nX-Api-Secret: @secret",
        "Authorization: Basic", "Authorization: Basic !!!", "Authorization: Basic Og==", "Authorization: Basic AAAA", "Authorization: Basic /////w==",
        "Authorization: Bearer", "Authorization: Bearer x", "Authorization: Bearer a.b.c", "Authorization: Bearer eyJhbGciOiJub25lIn0.eyJtZXJjaGFudF9pZCI6IngifQ.",
        "Authorization: Digest x", "Authorization: Bearer @token\r\nAuthorization: Bearer @token", $"Authorization: Basic {new string('A', 4000)}",
    ];

    [Fact]
    public Task No_route_takes_a_key_that_is_none() => CheckAsync(
        [.. Route.Keyed.SelectMany(route => NotKeys.Select(key => (Head(route, key), Body(route), 400, (string?)"IDEMPOTENCY_KEY_INVALID")))]);

    [Fact]
    public Task No_malformed_request_gets_past_the_door() =>
        CheckAsync([.. Requests.Select(request => ($"{request.Head}\r\n{Credentials}", request.Body, request.Status, request.Code))]);

    [Theory]
    [InlineData("Content-Length: 500\r\n\r\n{\"amount\":1000}")]
    [InlineData("Content-Length: 15\r\n\r\n{\"amount\":100")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nf\r\n{\"amount\":1000}\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nff\r\n{\"amount\":1000}")]
    public async Task Who_hangs_up_before_the_end_has_asked_for_nothing(string rest)
    {
        foreach (var stage in new[] { gateways.Development, gateways.Production })
        {
            var before = await stage.FingerprintAsync();

            var answer = await RawHttp.SendAsync(stage.Gateway.ApiAddresses[0], Fill(stage, $"POST /api/v1/orders HTTP/1.1\r\nHost: x\r\n{Credentials}\r\n{rest}"), leaves: true);

            Assert.True(answer is null || (int)answer.Status == 400, $"{answer}");
            Assert.Equal(before, await stage.FingerprintAsync());
        }
    }

    [Fact]
    public Task No_route_of_a_merchant_is_open_to_strangers() => CheckAsync(
        [.. Route.All.Where(route => route.By != By.Nobody).SelectMany(route => NotCredentials.Select(none =>
            ($"{route} HTTP/1.1\r\nHost: x\r\nContent-Length: {Body(route).Length}{(none.Length > 0 ? "\r\n" : "")}{none}", Body(route), 401, (string?)"AUTHENTICATION_ERROR")))]);

    private const string Credentials = "X-Api-Key: @key\r\nX-Api-Secret: @secret";
    private const string Session = "Authorization: Bearer @token";

    private static string Body(Route route) => route.Good is null ? "{}" : route.Good.Replace("@order", "order_0", StringComparison.Ordinal);

    private static string Head(Route route, string header) => string.Create(CultureInfo.InvariantCulture,
        $"{route} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {Body(route).Length}\r\n{(route.By == By.Person ? Session : Credentials)}\r\n{header}");

    private async Task CheckAsync(IReadOnlyList<(string Head, string Body, int Status, string? Code)> requests)
    {
        List<string> complaints = [];
        foreach (var stage in new[] { gateways.Development, gateways.Production })
        {
            var before = await stage.FingerprintAsync();
            foreach (var (head, body, status, code) in requests)
            {
                var sent = $"{Fill(stage, head)}\r\nConnection: close\r\n\r\n{body}";
                var answer = await RawHttp.SendAsync(stage.Gateway.ApiAddresses[0], sent);
                if (FindFault(answer, status, code) is { } fault)
                {
                    complaints.Add($"{(head.Length > 200 ? head[..200] : head)}: {fault}: {answer}");
                }
            }

            if (await stage.FingerprintAsync() != before)
            {
                complaints.Add("something has changed");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{requests.Count} bad requests to each of two gateways");
        Assert.True(complaints.Count == 0, $"{complaints.Count}:\n{string.Join('\n', complaints.Take(40))}");
    }

    private static string? FindFault(ApiAnswer? answer, int status, string? code) => answer switch
    {
        null => "no answer",
        { Body: "" } when code is null => (int)answer.Status == status ? null : $"expected {status}",
        _ => Refusal.FindFault(answer, status, code ?? "BAD_REQUEST_ERROR", field: null),
    };

    private static string Fill(Stage stage, string text) => stage.Fill(text
        .Replace("@key", stage.Merchant.Credentials.Key, StringComparison.Ordinal)
        .Replace("@secret", stage.Merchant.Credentials.Secret, StringComparison.Ordinal));
}
