using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Tests.Core;

/// <summary>The 95th percentile of an endpoint's last attempts decides how many may be under way at once.</summary>
public sealed class LimitsOfEndpoints
{
    [Theory]
    [InlineData(32, 31, 0, 32)] // too few to say
    [InlineData(32, 32, 0, 64)]
    [InlineData(32, 32, 1, 64)] // 3 in 100 are slow
    [InlineData(32, 32, 2, 32)] // 6 in 100
    [InlineData(64, 63, 0, 64)]
    [InlineData(128, 200, 10, 256)]
    [InlineData(256, 1000, 0, 256)]
    [InlineData(256, 1000, 50, 256)]
    [InlineData(256, 1000, 51, 128)]
    [InlineData(64, 1000, 1000, 32)]
    [InlineData(64, 19, 19, 64)] // too few to say
    [InlineData(64, 20, 2, 32)]
    public void The_limit_doubles_for_a_fast_endpoint_and_halves_for_a_slow_one(int limit, int attempts, int slow, int expected)
    {
        var endpoint = Endpoint(limit);

        Assert.Equal(expected, endpoint.NextMaxInFlight(attempts, slow));
    }

    [Theory]
    [InlineData(1000, 2000, 0, 1000)]
    [InlineData(1000, 2000, 2000, 500)]
    [InlineData(8, 100, 0, 16)]
    [InlineData(8, 100, 100, 8)]
    public void A_limit_that_an_operator_has_set_beyond_the_bounds_is_kept_until_the_endpoint_is_slow_or_fast(
        int limit, int attempts, int slow, int expected) =>
        Assert.Equal(expected, Endpoint(limit).NextMaxInFlight(attempts, slow));

    [Fact]
    public void Of_two_changes_from_the_same_limit_the_first_counts()
    {
        var endpoint = Endpoint(64);

        endpoint.ChangeMaxInFlight(64, 128);
        endpoint.ChangeMaxInFlight(64, 32);

        Assert.Equal(128, endpoint.MaxInFlight);
    }

    private static WebhookEndpoint Endpoint(int limit)
    {
        var endpoint = new WebhookEndpoint(MerchantId.New());
        endpoint.ChangeMaxInFlight(endpoint.MaxInFlight, limit);
        return endpoint;
    }
}
