using System.Text;

namespace PaymentGateway.Tests.Abuse;

/// <summary>What is wrong as the body of any request.</summary>
internal static class BadBodies
{
    private static readonly string[] NotJsonObjects =
    [
        "hello", " ", "1", "\"x\"", "null", "true", "[]", "[{}]", "{", "{\"a\":1", "{\"a\":1}}", "{\"a\":1}{}", "{\"a\":1,}", "{a:1}",
        "{'a':1}", "{\"a\":01}", "{\"a\":+1}", "{\"a\":.5}", "{\"a\":1.}", "{\"a\":NaN}", "{\"a\":Infinity}", "{\"a\":0x10}", "{/**/}",
        "// {}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12\"}", "{\"a\":\"\n\"}", "{\"a\":\"\0\"}", "{\"\\ud800\":1}", "{\"a\":{\"\\udc00\":1,\"b\":2}}", "\0", "{}\0", "\uFEFF\uFEFF{}", "{}\uFEFF",
        "<xml/>", "a=1&b=2", "'; DROP TABLE payments; --", "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "{\"b\":{\"a\":1,\"a\":1}}",
        "{\"amount\":1000,\"amount\":1000}", "{\"a\":" + Nested('[', ']', 17) + "}", "{\"a\":" + Nested('[', ']', 10_000) + "}",
        string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_000),
    ];

    private static readonly (string Body, string Field)[] NotText =
    [
        ("{\"a\":\"\\u0000\"}", "a"), ("{\"a\":\"\\ud800\"}", "a"), ("{\"a\":\"x\\udc00\\ud800\"}", "a"), ("{\"a\":{\"b\":\"\\ud83d\"}}", "a.b"),
        ("{\"a\":[\"\\u0000\"]}", "a"), ("{\"\\u0000\":1}", "body"), ("{\"a\":{\"\\u0000\":1}}", "a"),
        ("{\"x\":\"4242 4242 4242 4242\"}", "x"), ("{\"x\":{\"y\":\"3782-822463-10005\"}}", "x.y"), ("{\"x\":[4111111111111111]}", "x"),
        ("{\"6011-1111-1111-1117\":0}", "body"), ("{\"x\":{\"5555555555554444\":\"\\u0000\"}}", "x"),
    ];

    private static readonly byte[][] NotUtf8 =
    [
        [.. "{\"a\":\""u8, 0xff, .. "\"}"u8], [.. "{\"a\":\""u8, 0xc0, 0x80, .. "\"}"u8], [.. "{\"a\":\""u8, 0xed, 0xa0, 0x80, .. "\"}"u8],
        [.. "{\"a\":\""u8, 0xe2, 0x82, .. "\"}"u8], [.. "{\""u8, 0xff, .. "\":1}"u8], Encoding.Unicode.GetBytes("{}"), Encoding.UTF32.GetBytes("{}"),
        [0x1f, 0x8b, 8, 0, 0, 0, 0, 0],
    ];

    private static readonly string[] NotJsonTypes =
    [
        "text/plain", "text/html", "application/xml", "multipart/form-data; boundary=x", "application/jsonx", "application/octet-stream",
        "application/json; charset=utf-16", "application/json; charset=nonsense", "application/problem+xml",
    ];

    public static IEnumerable<BadRequest> Of(Route route) =>
    [
        .. NotJsonObjects.Select(body => BadRequest.Of(route, body, field: null)),
        .. NotText.Select(bad => BadRequest.Of(route, bad.Body, bad.Field)),
        .. NotUtf8.Select(body => new BadRequest(route, Convert.ToHexString(body), body, 400, "BAD_REQUEST_ERROR", null)),
        .. NotJsonTypes.Select(type => BadRequest.Of(route, "{}", null, "UNSUPPORTED_MEDIA_TYPE", 415) with { What = type, ContentType = type }),
        TooLarge(route, 64 * 1024 + 1),
    ];

    public static BadRequest TooLarge(Route route, int bytes) =>
        BadRequest.Of(route, "{\"a\":\"" + new string('x', bytes - 8) + "\"}", null, "PAYLOAD_TOO_LARGE", 413) with { What = $"{bytes} bytes" };

    private static string Nested(char opening, char closing, int depth) => new string(opening, depth) + new string(closing, depth);
}
