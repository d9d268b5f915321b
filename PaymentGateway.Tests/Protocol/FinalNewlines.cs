using System.Text;
using PaymentGateway.Tests.Contracts;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Protocol;

/// <summary>A JSON body of the API ends with a newline, so that a shell's prompt begins on a line of its own.</summary>
public sealed class FinalNewlines(Servers servers)
{
    [Fact]
    public async Task The_body_of_every_get_operation_ends_with_one_newline_inside_its_length()
    {
        var merchant = await servers.NewMerchantAsync();
        var contract = await ApiContract.ReadAsync(merchant.Gateway);
        var payment = (await merchant.GetAsync($"/api/v1/payments/{await merchant.PaidAsync()}")).Expect(200);
        var checkedBodies = 0;

        foreach (var operation in contract.Operations.Where(operation => operation.Method == HttpMethod.Get))
        {
            var id = operation.Path.Contains("/orders/", StringComparison.Ordinal) ? payment.Text("order_id") : payment.Text("id");
            using var response = await merchant.Http.GetAsync(
                new Uri(operation.Path.Replace("{id}", id, StringComparison.Ordinal), UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
            if (response.Content.Headers.ContentType?.MediaType == "application/json")
            {
                await ExpectNewlineAsync(response, $"{operation} {(int)response.StatusCode}");
                checkedBodies++;
            }
        }

        Assert.True(checkedBodies > 10, $"{checkedBodies}");
    }

    [Theory]
    [InlineData("GET", "/nowhere")]
    [InlineData("GET", "/api/v1/nowhere")]
    [InlineData("DELETE", "/api/v1/orders")]
    [InlineData("GET", "/api/v1/orders?limit=0")]
    [InlineData("POST", "/api/v1/orders")]
    [InlineData("POST", "/api/v1/auth/login")]
    [InlineData("GET", "/openapi/v1.json")]
    public async Task Errors_and_the_document_end_with_one_newline(string method, string path)
    {
        var merchant = await servers.NewMerchantAsync();
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), path);

        using var response = await merchant.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        await ExpectNewlineAsync(response, path, mustHaveLength: !path.StartsWith("/openapi", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_replay_has_the_same_bytes_as_the_first_response()
    {
        var merchant = await servers.NewMerchantAsync();
        var key = $"{Guid.NewGuid():N}";
        var body = """{"amount":1000,"notes":{"name":"आशा 🎉"}}""";

        var (first, second) = (await PostAsync(), await PostAsync());

        Assert.Equal(first, second);

        async Task<byte[]> PostAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.Add("Idempotency-Key", key);
            using var response = await merchant.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal(201, (int)response.StatusCode);
            return await ExpectNewlineAsync(response, "POST /api/v1/orders");
        }
    }

    [Fact]
    public async Task Webhook_bodies_exports_and_empty_responses_get_no_newline()
    {
        await using var shop = await Receiver.StartAsync();
        var merchant = await servers.NewMerchantAsync(shop.Url);
        await merchant.PaidAsync();
        await merchant.PaidAsync();
        await Eventually.BecomesTrueAsync(() => shop.Of("payment.success").Count() == 2, "the shop hears of both payments");
        var export = await merchant.Http.GetStringAsync(new Uri("/api/v1/payments/export", UriKind.Relative));
        using var head = await merchant.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/api/v1/orders"));

        Assert.All(shop.Received, webhook => Assert.EndsWith("}", webhook.Body, StringComparison.Ordinal));
        Assert.Equal(["}", "}", ""], export.Split('\n').Select(line => line.Length > 0 ? line[^1..] : ""));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    private static async Task<byte[]> ExpectNewlineAsync(HttpResponseMessage response, string what, bool mustHaveLength = true)
    {
        var length = response.Content.Headers.ContentLength;
        var body = await response.Content.ReadAsByteArrayAsync();
        Assert.True(body is [.., (byte)'}', (byte)'\n'], $"{what}: {Encoding.UTF8.GetString(body)}");
        Assert.True(!mustHaveLength || length == body.Length, $"{what}: {body.Length} bytes, Content-Length {length}");
        return body;
    }
}
