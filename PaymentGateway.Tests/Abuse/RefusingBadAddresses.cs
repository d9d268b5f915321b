namespace PaymentGateway.Tests.Abuse;

/// <summary>What cannot be an id is an unknown one, and what cannot be a filter is said to be none.</summary>
[Collection(Abused.Name)]
public sealed class RefusingBadAddresses(AbusedGateways gateways)
{
    private static readonly string[] NotIds =
    [
        "x", "pay_", "order_", "rfnd_", "null", "undefined", "*", "-1", "0", "%20", "%0a", "%0d%0a", "%27", "%27%20OR%20%271%27=%271", "%22", "%5c", "%25", "%ff", "%c0%80",
        "%F0%9F%98%80", "pay_%01x", "%7b%7d", "<script>", "pay_H8sK3jD9s2L1pQrT%20", "PAY_H8sK3jD9s2L1pQrT", "pay_H8sK3jD9s2L1pQr%D1%82",
        "00000000-0000-0000-0000-000000000000", "%7b00000000-0000-0000-0000-000000000000%7d", new string('x', 65), "pay_" + new string('x', 7000),
    ];

    private static readonly string[] WithIds =
    [
        "GET /api/v1/orders/@", "GET /api/v1/payments/@", "GET /api/v1/payments/@/timeline", "GET /api/v1/payments/@/refunds", "GET /api/v1/refunds/@",
        "GET /api/v1/webhooks/@", "POST /api/v1/payments/@/capture", "POST /api/v1/payments/@/refunds", "POST /api/v1/webhooks/@/retry",
        "GET /api/v1/orders/@/public", "GET /api/v1/payments/@/public", "GET /api/v1/payments/@/public/events",
    ];

    private static readonly string[] NotNumbers = ["abc", "", "-1", "1.5", "1e2", "0x10", "%00", "%20", "+1", "１", "99999999999999999999", "1&{0}=2", "%27;--", "NaN"];
    private static readonly string[] NotMajorAmounts =
        [.. NotNumbers.Where(text => text is not ("" or "1.5")), "12,5", "1,000", "1.", ".5", "1.00000", "1.0.0", "1.5%0a", "1000000000000"];

    private static readonly string[] NotTimes = ["yesterday", "%00", "2026-13-01", "2026-01-01T25:00:00Z", "1e400", "-1", "99999999999999", "2026-01-01&{0}=2026-01-02", "%27;--"];
    private static readonly string[] NotText = ["a%00b", "%00", "a&{0}=b", new string('x', 256)];
    private static readonly string[] NotNames = ["bogus", "SUCCESS", "%27%20OR%201=1", "%00", "success&{0}=failed"];

    private static readonly (string List, string Field, string[] Values)[] Queries =
    [
        .. new[] { "orders", "payments", "refunds", "webhooks", "payments/@paid/refunds" }.SelectMany(list => new[]
        {
            (list, "limit", (string[])[.. NotNumbers, "0", "101", "2147483648"]), (list, "offset", [.. NotNumbers, "2147483648"]),
        }),
        ("orders", "status", NotNames), ("orders", "receipt", NotText),
        .. new[] { "payments", "payments/export" }.SelectMany(list => new[]
        {
            (list, "status", NotNames), (list, "method", NotNames), (list, "order_id", NotText), (list, "q", NotText),
            (list, "from", NotTimes), (list, "to", NotTimes), (list, "min_amount", [.. NotNumbers.Where(text => text.Length > 0)]),
            (list, "max_amount", [.. NotNumbers.Where(text => text.Length > 0)]), (list, "min_amount_major", NotMajorAmounts),
            (list, "max_amount_major", NotMajorAmounts),
        }),
        ("webhooks", "status", NotNames), ("webhooks", "event", NotText),
        ("stats", "from", [.. NotTimes, "2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z", "100000000&to=9999999999"]), ("stats", "to", NotTimes),
        ("stats", "currency", NotText), ("stats", "tz", [.. NotText, "Mars/Olympus", "../../../etc/passwd", "/etc/passwd", "%27"]),
    ];

    [Fact]
    public async Task Whatever_is_no_id_is_not_found()
    {
        List<string> complaints = [];
        foreach (var stage in new[] { gateways.Development, gateways.Production })
        {
            var before = await stage.FingerprintAsync();
            foreach (var (route, id) in WithIds.SelectMany(route => NotIds.Select(id => (route, id))))
            {
                var (method, path) = (route.Split(' ')[0], route.Split(' ')[1].Replace("@", id, StringComparison.Ordinal));
                var answer = await stage.SendAsync(new Route(method, path, null), null);
                Complain(complaints, $"{method} {path}", answer, Refusal.FindFault(answer, 404, "NOT_FOUND_ERROR", field: null));
            }

            Assert.Equal(before, await stage.FingerprintAsync());
        }

        Assert.Empty(complaints);
    }

    [Fact]
    public async Task Whatever_is_no_filter_is_refused_by_name()
    {
        List<string> complaints = [];
        foreach (var stage in new[] { gateways.Development, gateways.Production })
        {
            foreach (var (list, field, value) in Queries.SelectMany(query => query.Values.Select(value => (query.List, query.Field, value))))
            {
                var path = $"/api/v1/{list}?{field}={value.Replace("{0}", field, StringComparison.Ordinal)}";
                var answer = await stage.SendAsync(new Route("GET", path, null), null);
                Complain(complaints, path, answer, Refusal.FindFault(answer, 400, "BAD_REQUEST_ERROR", field));
            }
        }

        Assert.Empty(complaints);
    }

    [Fact]
    public async Task Odd_but_possible_filters_find_nothing()
    {
        string[] possible = ["payments?q=%25", "payments?q=_", "payments?q=%5c", "payments?q=pay_%25", "payments?q=%27", "payments?q=%F0%9F%98%80", "payments?order_id=x",
            "orders?receipt=%27%20OR%201=1", "webhooks?event=%27", "payments?offset=2147483647", "payments?from=9999-12-31T23:59:59Z", "payments?to=0001-01-01T00:00:00Z"];

        foreach (var query in possible)
        {
            var answer = await gateways.Production.Merchant.GetAsync($"/api/v1/{query}");
            Assert.True((int)answer.Status == 200 && answer.Json.GetProperty("data").GetArrayLength() == 0, $"{query}: {answer}");
        }
    }

    private static void Complain(List<string> complaints, string what, Support.ApiAnswer answer, string? fault)
    {
        if (fault is not null)
        {
            complaints.Add($"{(what.Length > 120 ? what[..120] : what)}: {fault}: {answer}");
        }
    }
}
