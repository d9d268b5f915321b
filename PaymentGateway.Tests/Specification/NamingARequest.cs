using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

public sealed class NamingARequest(Servers servers)
{
    [Theory]
    [InlineData("/api/v1/payments")]
    [InlineData("/api/v1/payments?limit=none")] // refused by way of an exception, whose handler clears all headers
    [InlineData("/api/v1/nowhere")]
    public async Task Every_answer_carries_the_name_of_its_request_and_may_not_be_kept(string path)
    {
        var merchant = await servers.NewMerchantAsync();
        merchant.Http.DefaultRequestHeaders.Add("X-Request-Id", "of-the-caller-1");

        var answer = await merchant.GetAsync(path);

        Assert.Equal("of-the-caller-1", answer.Header("X-Request-Id"));
        Assert.True(answer.Response.Headers.CacheControl!.NoStore);
    }
}
