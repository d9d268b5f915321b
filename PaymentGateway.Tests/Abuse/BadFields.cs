using static PaymentGateway.Tests.Abuse.Route;

namespace PaymentGateway.Tests.Abuse;

/// <summary>Well-formed bodies with one field that makes no sense: § stands for the value, the field's name for itself.</summary>
internal static class BadFields
{
    private const string Invalid = "BAD_REQUEST_ERROR";
    private const string Pay = """{"order_id":"@order","method":"upi","vpa":"user@paytm",§}""";
    private const string PayByCard = """{"order_id":"@order","method":"card","card":§}""";

    private static readonly string[] NotAnInteger =
    [
        "\"500\"", "500.0", "500.5", "5e2", "1e400", "-1e400", "true", "[]", "[500]", "{}", "\"\"", "\"'; DROP TABLE orders; --\"",
        "9223372036854775808", "-9223372036854775809", "99999999999999999999999999999999999999",
    ];

    private static readonly string[] NotText = ["1", "1.5", "1e400", "true", "false", "[]", "[\"a\"]", "{}", "{\"a\":\"b\"}"];

    private static readonly string[] NotCharacters = ["\"a\\u0000b\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00x\"", "\"\\ud83dx\""];

    private static readonly string[] Cards = ["\"4242424242424242\"", "\" 4000 0566 5566 5556 \"", "\"3782-822463-10005\"", "\"5105105105105100\""];

    private static readonly string[] NotACurrency = ["\"inr\"", "\"ZZZ\"", "\"\"", "\" INR\"", "\"INR \"", "\"ＩＮＲ\"", "\"IN\"", "\"INRR\"", "\"';--\""];

    private static readonly string[] NotAVpa =
    [
        "null", "\"\"", "\"user\"", "\"@paytm\"", "\"user@\"", "\"user@@paytm\"", "\"us er@paytm\"", "\" user@paytm\"", "\"user@paytm \"",
        "\"user@paytm\\n\"", "\"user@pay.tm\"", "\"user＠paytm\"", "\"usеr@paytm\"", "\"user@раytm\"", "\"user@paytm\\u200b\"", "\"\\u202euser@paytm\"",
        "\"user@paytm\\r\\nX-Evil: 1\"", "\"';--@paytm\"", "\"<b>@paytm\"", "\"user@pay_tm\"", $"\"{new string('x', 250)}@paytm\"",
    ];

    private static readonly string[] NotAnAddress =
    [
        "\"\"", "\"shop.example\"", "\"/webhook\"", "\"//shop.example\"", "\"ftp://shop.example\"", "\"javascript:alert(1)\"", "\"data:text/html,x\"",
        "\"file:///etc/passwd\"", "\"https://\"", "\"https://user:word@shop.example\"", "\"https://shop example\"", "\" https://shop.example\"",
        "\"https://shop.example/\\n\"", "\"https://shop.example/\\t\"", "\"https://[::1\"", "\"https://shop.example:99999\"", $"\"https://shop.example/{new string('x', 240)}\"",
    ];

    private static readonly string[] NotOrigins =
    [
        "null", "1", "true", "{}", "\"https://shop.example\"", "[null]", "[\"\"]", "[\"*\"]", "[\"null\"]", "[\"https://shop.example/\"]", "[\"https://shop.example/a\"]",
        "[\"HTTPS://shop.example\"]", "[\"https://münchen.example\"]", "[\"https://shop.example:443\"]", "[\"https://*.shop.example\"]", "[\"https://shop.example; script-src *\"]",
        "[\"https://shop.example;x\"]", "[\"https://shop.example'x'\"]", "[\"https://shop.example,x\"]", "[\"ftp://shop.example\"]", "[\"https://u@shop.example\"]", $"[{string.Join(',', Enumerable.Repeat("\"https://a.example\"", 21))}]",
    ];

    public static IEnumerable<BadRequest> All =>
    [
        .. Of(CreateOrder, """{"amount":§}""", "amount", [.. NotAnInteger, "null", "0", "-0", "-1", "99", "100000000000", "9223372036854775807"]),
        .. Of(CreateOrder, """{"Amount":§}""", "amount", ["1000"]),
        .. Of(CreateOrder, """{"amount":1000,"currency":§}""", "currency", [.. NotText, .. NotCharacters, .. NotACurrency]),
        .. Of(CreateOrder, """{"amount":1000,"receipt":§}""", "receipt", [.. NotText, .. NotCharacters, .. Cards, TextOf(256)]),
        .. Of(CreateOrder, """{"amount":1000,"notes":§}""", "notes", ["1", "\"x\"", "[]", "true", Members(16), $$"""{"a":{{TextOf(4096)}}}""", """{"4242424242424242":1}"""]),
        .. Of(CreateOrder, """{"amount":1000,"notes":{"a":{"b":§}}}""", "notes.a.b", [.. NotCharacters, .. Cards, "4242424242424242", "[4242424242424242]"]),

        .. PaymentsAnd(PayPublicly), .. PaymentsAnd(CreatePayment),
        .. Of(PayPublicly, Pay.Replace("§", "\"key\":§", StringComparison.Ordinal), "key", [.. NotText, .. NotCharacters]),
        .. Of(PayPublicly, Pay.Replace("§", "\"key\":§", StringComparison.Ordinal), null, ["\"\"", "\"key_test_unknown\"", "\"' OR 1=1 --\""], "NOT_FOUND_ERROR", 404),

        .. Of(Capture, """{"amount":§}""", "amount", [.. NotAnInteger, "0", "1", "-50000", "50001", "9223372036854775807"]),
        .. Of(Refund, """{"amount":§}""", "amount", [.. NotAnInteger, "null", "0", "-1", "50001", "99999999999", "9223372036854775807"]),
        .. Of(Refund, """{"amount":1,"reason":§}""", "reason", [.. NotText, .. NotCharacters, .. Cards, TextOf(501)]),

        .. new[] { PutWebhook, PatchWebhook }.SelectMany(route => (IEnumerable<BadRequest>)
        [
            .. Of(route, """{"webhook_url":§}""", "webhook_url", [.. NotText, .. NotCharacters, .. NotAnAddress, "\"4242424242424242\""]),
            .. Of(route, """{"webhook_secret":§}""", "webhook_secret", [.. NotText, .. NotCharacters, "\"\"", "\"seven77\"", TextOf(65), "\"with space\"", "\"sécrétement\"", "\"line\\nline\\n\""]),
        ]),
        .. Of(ConfigureCheckout, """{"allowed_origins":§}""", "allowed_origins", [.. NotOrigins, "[\"4242-4242-4242-4242\"]"]),
        .. Of(ConfigureCheckout, """{"allowed_origins":[§]}""", "allowed_origins[0]", ["1", "true", "{}", "[]"]),
        .. Of(ConfigureCheckout, "{§}", "allowed_origins", [""]),

        .. Of(LogIn, """{"email":§,"password":"x"}""", "email", [.. NotText, .. NotCharacters, "null", "\"\"", TextOf(256)]),
        .. Of(LogIn, """{"email":"@email","password":§}""", "password", [.. NotText, .. NotCharacters, "null", "\"\"", TextOf(256)]),
        .. Of(Refresh, """{"refresh_token":§}""", "refresh_token", [.. NotText, .. NotCharacters, "null", "\"\"", TextOf(256)]),
        .. Of(Refresh, """{"refresh_token":§}""", null, ["\"unknown\"", "\"' OR 1=1 --\""], "AUTHENTICATION_ERROR", 401),
        .. Of(Rename, """{"name":§}""", "name", [.. NotText, .. NotCharacters, .. Cards, "null", "\"\"", "\" \\n\"", TextOf(256)]),
        .. Of(ChangePassword, """{"current_password":§,"new_password":"another password"}""", "current_password", [.. NotText, .. NotCharacters, "null", "\"\"", TextOf(256)]),
        .. Of(ChangePassword, """{"current_password":"@password","new_password":§}""", "new_password",
            [.. NotText, .. NotCharacters, .. Cards, "null", "\"\"", "\"@password\"", TextOf(11), TextOf(256)]),
        .. Of(RotateKeys, """{"overlap_seconds":§}""", "overlap_seconds", [.. NotAnInteger, "-1", "86401", "2147483648"]),
    ];

    private static IEnumerable<BadRequest> PaymentsAnd(Route route) =>
    [
        .. Of(route, """{"method":"upi","vpa":"user@paytm","order_id":§}""", "order_id", [.. NotText, .. NotCharacters, "null", "\"\""]),
        .. Of(route, """{"method":"upi","vpa":"user@paytm","order_id":§}""", null, ["\"order_0000000000000000\"", "\"' OR 1=1 --\"", "\"@paid\"", TextOf(9000)], "NOT_FOUND_ERROR", 404),
        .. Of(route, """{"order_id":"@order","vpa":"user@paytm","method":§}""", "method", [.. NotText, .. NotCharacters, "null", "\"\"", "\"cash\"", "\"UPI\"", "\"upi \""]),
        .. Of(route, """{"order_id":"@order","method":"upi","vpa":§}""", "vpa", [.. NotText, .. NotCharacters, .. Cards]),
        .. Of(route, """{"order_id":"@order","method":"upi","vpa":§}""", "vpa", NotAVpa, "INVALID_VPA"),
        .. Of(route, Pay.Replace("§", "\"amount\":§", StringComparison.Ordinal), "amount", [.. NotAnInteger, "0", "-50000", "49999", "50001"]),
        .. Of(route, Pay.Replace("§", "\"currency\":§", StringComparison.Ordinal), "currency", [.. NotText, .. NotCharacters, .. NotACurrency, "\"USD\""]),
        .. Of(route, PayByCard, "card", ["1", "true", "\"4242424242424242\"", "[]"]),
        .. Of(route, PayByCard, "card", ["null"], "INVALID_CARD"),
        .. OfCard(route, "number", NotText), .. OfCard(route, "number", NotCharacters),
        .. OfCard(route, "number",
            ["null", "\"\"", "\"4242\"", "\"4242424242424241\"", "\"0000000000000000\"", "\"４２４２４２４２４２４２４２４２\"", "\"42424242424242424242\"", "\"4242.4242.4242.4242\"", TextOf(9000)], "INVALID_CARD"),
        .. OfCard(route, "expiry_month", ["true", "[]", "{}", "12.5", "1e400", "99999999999"]),
        .. OfCard(route, "expiry_month", ["null", "\"\"", "0", "13", "-1", "\"1a\"", "\"012\"", "\"１\""], "EXPIRED_CARD", "card"),
        .. OfCard(route, "expiry_year", ["null", "\"\"", "0", "1999", "2099", "-2030", "\"203\"", "\"20300\"", "2147483647"], "EXPIRED_CARD", "card"),
        .. OfCard(route, "cvv", NotText), .. OfCard(route, "cvv", NotCharacters),
        .. OfCard(route, "cvv", ["null", "\"\"", "\"12\"", "\"1234\"", "\"12a\"", "\"１２３\"", "\" 123\"", TextOf(9000)], "INVALID_CARD"),
        .. OfCard(route, "holder_name", NotText), .. OfCard(route, "holder_name", [TextOf(256)], "INVALID_CARD"),
    ];

    private static IEnumerable<BadRequest> OfCard(Route route, string field, string[] values, string code = Invalid, string? blamed = null)
    {
        var card = new Dictionary<string, string>
        {
            ["number"] = "\"4242424242424242\"",
            ["expiry_month"] = "12",
            ["expiry_year"] = "\"30\"",
            ["cvv"] = "\"123\"",
            [field] = "§",
        };
        var members = string.Join(',', card.Select(member => $"\"{member.Key}\":{member.Value}"));
        return Of(route, PayByCard.Replace("§", $"{{{members}}}", StringComparison.Ordinal), blamed ?? $"card.{field}", values, code);
    }

    private static IEnumerable<BadRequest> Of(
        Route route, string template, string? field, string[] values, string code = Invalid, int status = 400) =>
        values.Select(value => BadRequest.Of(route, template.Replace("§", value, StringComparison.Ordinal), field, code, status));

    private static string TextOf(int length) => $"\"{new string('x', length)}\"";

    private static string Members(int count) => $"{{{string.Join(',', Enumerable.Range(0, count).Select(i => $"\"m{i}\":1"))}}}";
}
