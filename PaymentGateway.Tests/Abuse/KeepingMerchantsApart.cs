using System.Text.RegularExpressions;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Abuse;

/// <summary>Another merchant's things and things that do not exist are the same to a merchant, on every route there is.</summary>
[Collection(Abused.Name)]
public sealed partial class KeepingMerchantsApart(AbusedGateways gateways)
{
    private const string OwnOnly = "names nobody's things";
    private const string Anybodys = "for shoppers, who are no merchant";

    // Every route: the kind of thing its path or body names, or why it names none.
    private static readonly Dictionary<string, string> Routes = new()
    {
        ["POST /api/v1/orders"] = OwnOnly,
        ["GET /api/v1/orders"] = OwnOnly,
        ["GET /api/v1/orders/{id}"] = "order",
        ["GET /api/v1/orders/{id}/public"] = Anybodys,
        ["POST /api/v1/payments"] = "order",
        ["GET /api/v1/payments"] = "order",
        ["GET /api/v1/payments/export"] = "order",
        ["GET /api/v1/payments/{id}"] = "paid",
        ["GET /api/v1/payments/{id}/timeline"] = "paid",
        ["POST /api/v1/payments/{id}/capture"] = "paid",
        ["POST /api/v1/payments/{id}/refunds"] = "paid",
        ["GET /api/v1/payments/{id}/refunds"] = "paid",
        ["POST /api/v1/payments/public"] = "order",
        ["GET /api/v1/payments/{id}/public"] = Anybodys,
        ["GET /api/v1/payments/{id}/public/events"] = Anybodys,
        ["GET /api/v1/refunds"] = OwnOnly,
        ["GET /api/v1/refunds/{id}"] = "refund",
        ["GET /api/v1/webhooks"] = OwnOnly,
        ["GET /api/v1/webhooks/{id}"] = "webhook",
        ["POST /api/v1/webhooks/{id}/retry"] = "webhook",
        ["GET /api/v1/changes"] = OwnOnly,
        ["GET /api/v1/stats"] = OwnOnly,
        ["GET /api/v1/merchant/config"] = OwnOnly,
        ["PUT /api/v1/merchant/webhook"] = OwnOnly,
        ["PATCH /api/v1/merchant/webhook"] = OwnOnly,
        ["PATCH /api/v1/merchant/checkout"] = OwnOnly,
        ["POST /api/v1/merchant/webhook/regenerate"] = OwnOnly,
        ["POST /api/v1/merchant/webhook/test"] = OwnOnly,
        ["PATCH /api/v1/merchant"] = OwnOnly,
        ["POST /api/v1/merchant/keys/rotate"] = OwnOnly,
        ["DELETE /api/v1/merchant/keys/previous"] = OwnOnly,
        ["POST /api/v1/auth/login"] = OwnOnly,
        ["POST /api/v1/auth/refresh"] = OwnOnly,
        ["POST /api/v1/auth/logout"] = OwnOnly,
        ["POST /api/v1/auth/password"] = OwnOnly,
        ["GET /api/v1/test/merchant"] = OwnOnly,
        ["GET /api/v1/test/jobs/status"] = OwnOnly,
    };

    private static readonly Dictionary<string, string> NobodysIds = new()
    {
        ["order"] = "order_0000000000000000",
        ["paid"] = "pay_0000000000000000",
        ["refund"] = "rfnd_0000000000000000",
        ["webhook"] = "01900000-0000-7000-8000-000000000000",
    };

    [Fact]
    public void The_list_of_routes_is_complete() => Assert.Equal(MappedRoutes().Order(), Routes.Keys.Order());

    [Fact]
    public async Task Anothers_id_answers_as_one_that_does_not_exist()
    {
        var owner = gateways.Production;
        var stranger = await Stage.SetAsync(owner.Gateway);
        var before = await owner.FingerprintAsync();

        foreach (var (route, kind) in Routes.Where(route => NobodysIds.ContainsKey(route.Value)))
        {
            foreach (var key in new[] { null, $"key-{Guid.NewGuid():N}" })
            {
                var foreign = await AskAsync(stranger, route, owner[kind], key);
                var unknown = await AskAsync(stranger, route, NobodysIds[kind], key is null ? null : key + "2");
                Assert.Equal($"{route} {Told(unknown)}", $"{route} {Told(foreign)}");
                Assert.Equal(route is "GET /api/v1/payments" or "GET /api/v1/payments/export" ? 200 : 404, (int)foreign.Status);
            }
        }

        Assert.Equal(before, await owner.FingerprintAsync());
    }

    [Fact]
    public async Task Control_to_its_owner_each_of_them_answers_otherwise()
    {
        var owner = await Stage.SetAsync(gateways.Production.Gateway);

        foreach (var (route, kind) in Routes.Where(route => NobodysIds.ContainsKey(route.Value)))
        {
            var own = await AskAsync(owner, route, owner[kind == "order" && route.Contains("public", StringComparison.Ordinal) ? "other" : kind], null);
            Assert.True((int)own.Status is >= 200 and < 300 && (kind != "order" || own.Body.Length > 100), $"{route}: {own}");
        }
    }

    [Fact]
    public async Task Lists_and_searches_show_ones_own_only()
    {
        var owner = gateways.Production;
        var stranger = await TestMerchant.CreateAsync(owner.Gateway);

        foreach (var list in new[] { "orders", "payments", $"payments?q={owner["paid"]}", $"payments?q={owner["refund"]}", "payments?q=pay_", "orders?q=order_", "refunds", "refunds?q=rfnd_", "webhooks", "webhooks?q=evt_" })
        {
            Assert.Equal(0, (await stranger.GetAsync($"/api/v1/{list}")).Expect(200).Number("total"));
        }

        Assert.Equal("", (await stranger.GetAsync("/api/v1/payments/export")).Expect(200).Body);
        Assert.Equal(0, (await stranger.GetAsync("/api/v1/stats")).Expect(200).Number("payments"));
    }

    [Fact]
    public async Task A_checkout_with_anothers_publishable_key_does_not_find_the_order()
    {
        var (owner, stranger) = (gateways.Production, await TestMerchant.CreateAsync(gateways.Production.Gateway));
        var before = await owner.FingerprintAsync();

        var answers = await Task.WhenAll(new[] { owner["other"], NobodysIds["order"] }.Select(order => stranger.PostAsync(
            "/api/v1/payments/public", new { order_id = order, method = "upi", vpa = "user@paytm", key = stranger.Credentials.Key })));

        Assert.Equal(Told(answers[1].Expect(404)), Told(answers[0]));
        Assert.Equal(before, await owner.FingerprintAsync());
    }

    private static Task<ApiAnswer> AskAsync(Stage asker, string route, string id, string? key)
    {
        var (method, path) = (route.Split(' ')[0], route.Split(' ')[1].Replace("{id}", id, StringComparison.Ordinal));
        var (body, query, by) = route switch
        {
            "POST /api/v1/payments" => (Pay(id), "", By.Key),
            "POST /api/v1/payments/public" => ($"{Pay(id)[..^1]},\"key\":\"{asker.Merchant.Credentials.Key}\"}}", "", By.Nobody),
            "GET /api/v1/payments" or "GET /api/v1/payments/export" => (null, $"?order_id={id}", By.Key),
            _ => ((string?)null, "", By.Key),
        };
        return asker.SendAsync(new Route(method, path + query, null, by), body is null ? null : System.Text.Encoding.UTF8.GetBytes(body), idempotencyKey: key);
    }

    private static string Pay(string order) => $$"""{"order_id":"{{order}}","method":"upi","vpa":"user@paytm"}""";

    // Everything, byte for byte, but for the number of the request and the time of day.
    private static string Told(ApiAnswer answer) => Changing.Replace(
        $"{(int)answer.Status}\n{answer.Response.Headers}{answer.Response.Content.Headers}{answer.Body}", "");

    // From the source: each file of routes maps them on one group, or by their full path.
    private static IEnumerable<string> MappedRoutes() =>
        SourceTree.Files(".cs").Where(file => file.Contains("PaymentGateway.Api/", StringComparison.Ordinal)).Select(File.ReadAllText)
            .SelectMany(source => Map.Matches(source).SelectMany(map => Methods(map).Select(method =>
            {
                var path = map.Groups["path"].Value;
                var full = path.StartsWith("/api", StringComparison.Ordinal) ? path : Group.Match(source).Groups["prefix"].Value + path;
                return $"{method} {full.TrimEnd('/')}";
            })))
            .Where(route => route.Contains(" /api/", StringComparison.Ordinal));

    private static IEnumerable<string> Methods(Match map) => map.Groups["methods"].Value is { Length: > 0 } methods
        ? MethodName.Matches(methods).Select(name => name.Groups["name"].Value.ToUpperInvariant())
        : [map.Groups["verb"].Value.ToUpperInvariant()];

    [GeneratedRegex("""\.Map(?<verb>Get|Post|Put|Patch|Delete|Methods)\("(?<path>[^"]*)"(?:, \[(?<methods>[^\]]*)\])?""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Map { get; }

    [GeneratedRegex("""MapGroup\("(?<prefix>[^"]*)"\)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Group { get; }

    [GeneratedRegex("""HttpMethods\.(?<name>\w+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MethodName { get; }

    [GeneratedRegex("(?im)^(Date|X-Request-Id): .*$|\"request_id\":\"[^\"]*\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Changing { get; }
}
