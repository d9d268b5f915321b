using PaymentGateway.Api.Errors;
using PaymentGateway.Checkout.Orders;
using PaymentGateway.Dashboard.Gateway;
using PaymentGateway.Tests.Abuse;
using PaymentGateway.Tests.Contracts;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Protocol;

/// <summary>HEAD is answered on every GET route of every host as GET is, without a body.</summary>
public sealed class HeadRequests(SitesUnderTest sites) : IClassFixture<SitesUnderTest>
{
    [Fact]
    public async Task Every_get_route_of_the_api_takes_head()
    {
        await using var api = MappedRoutes.InProcess<ApiError>("Development");
        var paths = GetRoutes(MappedRoutes.Of(api)).Select(sites.FillIds).ToList();

        Assert.Contains("/api/v1/changes", paths);
        Assert.Contains("/api/v1/payments/export", paths);
        await CompareAsync(sites.Api, paths, sites.Credentials);
    }

    [Fact]
    public async Task Every_get_route_of_the_dashboard_takes_head()
    {
        await using var dashboard = MappedRoutes.InProcess<GatewayClient>("Development",
            ("PublicAddresses:Api", sites.Api.ToString()), ("PublicAddresses:Checkout", sites.Checkout.ToString()));
        var paths = GetRoutes(MappedRoutes.Of(dashboard)).Select(sites.FillIds).ToList();

        Assert.Contains("/login", paths);
        await CompareAsync(sites.Dashboard, paths);
        await CompareAsync(sites.Dashboard, paths, ("Cookie", await sites.LogInAsync()));
    }

    [Fact]
    public async Task Every_get_route_of_the_checkout_takes_head()
    {
        await using var checkout = MappedRoutes.InProcess<PublicOrder>("Development", ("TEST_MODE", "true"));
        var paths = GetRoutes(MappedRoutes.Of(checkout)).Select(sites.FillIds).ToList();

        Assert.Contains("/checkout", paths);
        await CompareAsync(sites.Checkout, [.. paths, sites.CheckoutPage, "/checkout.js", "/v1/checkout.js"]);
    }

    [Fact]
    public async Task A_stream_that_has_nothing_to_say_yet_ends_at_once()
    {
        var answer = await RawHttp.SendAsync(
            sites.Checkout, $"HEAD /demo/webhooks/events?order_id=x HTTP/1.1\r\nHost: {sites.Checkout.Authority}\r\nConnection: close\r\n\r\n");

        answer!.Expect(200);
        Assert.Equal("text/event-stream", answer.Response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("", answer.Body);
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/api/v1/payments/pay_none")]
    [InlineData("/api/v1/auth/login")] // no GET route
    public async Task What_get_refuses_head_refuses_alike(string path) => await CompareAsync(sites.Api, [path], sites.Credentials);

    // Endpoints of the Blazor circuit are no pages; static files are, and one of each name is enough.
    private static IEnumerable<string> GetRoutes(IEnumerable<string> routes) => routes
        .Where(route => route.StartsWith("GET ", StringComparison.Ordinal)).Select(route => route[4..])
        .Where(path => !path.StartsWith("/_blazor", StringComparison.Ordinal) && !path.Contains("{**", StringComparison.Ordinal)
            && !path.Contains("{*", StringComparison.Ordinal) && !path.EndsWith(".gz", StringComparison.Ordinal)).Distinct();

    private static async Task CompareAsync(Uri host, IReadOnlyCollection<string> paths, params (string Name, string Value)[] headers)
    {
        Assert.NotEmpty(paths);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = host };
        List<string> complaints = [];
        foreach (var path in paths)
        {
            using var get = new HttpRequestMessage(HttpMethod.Get, path);
            headers.ToList().ForEach(header => get.Headers.TryAddWithoutValidation(header.Name, header.Value));
            using var expected = await http.SendAsync(get, HttpCompletionOption.ResponseHeadersRead);
            // The connection is read to its end: a body, or a stream that goes on, would show.
            var lines = string.Concat(headers.Select(header => $"\r\n{header.Name}: {header.Value}"));
            var answer = await RawHttp.SendAsync(host, $"HEAD {path} HTTP/1.1\r\nHost: {host.Authority}\r\nConnection: close{lines}\r\n\r\n");
            if (FindFault(answer, expected) is { } fault)
            {
                complaints.Add($"{path}: {fault}");
            }
        }

        Assert.Empty(complaints);
    }

    private static string? FindFault(ApiAnswer? head, HttpResponseMessage get) => head switch
    {
        null => "no response",
        _ when head.Status != get.StatusCode => $"{(int)head.Status} instead of {(int)get.StatusCode}",
        { Body.Length: > 0 } => $"a body: {head.Body[..Math.Min(80, head.Body.Length)]}",
        _ when $"{head.Response.Content.Headers.ContentType}" != $"{get.Content.Headers.ContentType}" =>
            $"type {head.Response.Content.Headers.ContentType} instead of {get.Content.Headers.ContentType}",
        _ when IsJson(get) && Length(head.Response) != Length(get) && Length(get) is not null => $"length {Length(head.Response)} instead of {Length(get)}",
        _ when head.Response.Headers.Location != get.Headers.Location => $"location {head.Response.Headers.Location}",
        _ => null,
    };

    private static bool IsJson(HttpResponseMessage response) => response.Content.Headers.ContentType?.MediaType == "application/json";

    private static long? Length(HttpResponseMessage response) =>
        response.Content.Headers.TryGetValues("Content-Length", out var values) ? long.Parse(values.Single(), System.Globalization.CultureInfo.InvariantCulture) : null;
}
