using System.Net;
using System.Text.Json;

namespace PaymentGateway.Tests.Support;

/// <summary>What the API answered.</summary>
internal sealed record ApiAnswer(HttpStatusCode Status, string Body, HttpResponseMessage Response)
{
    public JsonElement Json => JsonElement.Parse(Body);

    public string ErrorCode => Json.GetProperty("error").GetProperty("code").GetString()!;

    public static async Task<ApiAnswer> ReadAsync(HttpResponseMessage response) =>
        new(response.StatusCode, await response.Content.ReadAsStringAsync(), response);

    public ApiAnswer Expect(int status)
    {
        if ((int)Status != status)
        {
            var cause = (int)Status >= 500 && Header("X-Request-Id") is { } id ? FailedRequests.Find(id) : null;
            Assert.Fail($"Expected {status}, not {(int)Status}: {Body} {cause}");
        }

        return this;
    }

    public ApiAnswer ExpectError(int status, string code)
    {
        Expect(status);
        Assert.Equal(code, ErrorCode);
        return this;
    }

    public string Text(string name) => Json.GetProperty(name).GetString()!;

    public long Number(string name) => Json.GetProperty(name).GetInt64();

    public string? Header(string name) =>
        Response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    public override string ToString() => $"{(int)Status} {Body}";
}
