using System.Text;
using PaymentGateway.Tests.Contracts;

namespace PaymentGateway.Tests.Abuse;

/// <summary>What <c>Content-Type</c> and <c>Content-Encoding</c> may say of a body, on every route that takes one.</summary>
[Collection(Abused.Name)]
public sealed class LabellingBodies(AbusedGateways gateways)
{
    private static readonly string[] Encodings = ["gzip", "br", "deflate", "identity, gzip", "x-unknown"];

    private static readonly string[] ForeignCharsets =
        ["utf-16", "\"utf-16\"", "latin1", "iso-8859-1", "us-ascii", "utf-7", "utf-8-sig", "\"\"", "\"utf-8", "utf 8"];

    [Theory]
    [InlineData("application/json; charset=\"utf-8\"")]
    [InlineData("application/json; charset=utf8")]
    [InlineData("application/json;charset=UTF-8")]
    [InlineData("APPLICATION/JSON ;  Charset=\"UTF8\"")]
    [InlineData("application/json; charset=utf-8; profile=x")]
    [InlineData("application/json;")]
    [InlineData("application/json", true)]
    [InlineData("application/json; charset=\"utf-8\"", true)]
    [InlineData(null, true)]
    public async Task Utf8_json_is_read_on_every_route_however_it_is_labelled(string? contentType, bool hasByteOrderMark = false)
    {
        var stage = await Stage.SetAsync(gateways.Production.Gateway);

        foreach (var route in Route.All)
        {
            var body = Encoding.UTF8.GetBytes(stage.Fill(route.Good ?? "{}"));
            var answer = await stage.SendAsync(route, hasByteOrderMark ? [.. Encoding.UTF8.Preamble, .. body] : body, contentType);
            Assert.True((int)answer.Status is >= 200 and < 300, $"{route}: {answer}");
        }
    }

    [Fact]
    public Task Json_in_another_charset_is_refused_on_every_route() => Onslaught.RunAsync(gateways,
        [.. Route.All.SelectMany(route => ForeignCharsets.Select(charset => BadRequest.Of(route, route.Good ?? "{}", null, "UNSUPPORTED_MEDIA_TYPE", 415) with
        {
            What = charset,
            ContentType = $"application/json; charset={charset}",
        }))]);

    [Fact]
    public Task An_encoded_body_is_refused_on_every_route() => Onslaught.RunAsync(gateways,
        [.. Route.All.SelectMany(route => Encodings.Select(encoding => BadRequest.Of(route, route.Good ?? "{}", null, "UNSUPPORTED_MEDIA_TYPE", 415) with
        {
            What = encoding,
            ContentEncoding = encoding,
        }))]);

    [Fact]
    public async Task A_body_said_to_be_encoded_as_itself_is_read_and_the_refusal_of_another_names_the_header()
    {
        var stage = gateways.Production;
        var body = Encoding.UTF8.GetBytes("{\"amount\":1000}");

        (await stage.SendAsync(Route.CreateOrder, body, contentEncoding: "Identity")).Expect(201);
        var refused = await stage.SendAsync(Route.CreateOrder, body, contentEncoding: "gzip");

        Assert.Contains("Content-Encoding", refused.ExpectError(415, "UNSUPPORTED_MEDIA_TYPE").Body, StringComparison.Ordinal);
        Assert.Equal("identity", refused.Header("Accept-Encoding"));
    }

    [Fact]
    public async Task No_route_that_takes_a_body_is_left_out_here()
    {
        var contract = await ApiContract.ReadAsync(gateways.Development.Gateway);

        var left = contract.Operations.Where(operation => operation.Method != HttpMethod.Get && operation.Method != HttpMethod.Delete).Where(operation =>
            !Route.All.Any(route => route.Method == operation.Method.Method && operation.Matches(route.Path)));

        Assert.Empty(left);
    }
}
