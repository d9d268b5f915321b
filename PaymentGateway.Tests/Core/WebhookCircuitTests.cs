using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Core;

/// <summary>An address that fails is left alone for a while, and found out about by one probe at a time.</summary>
public sealed class WebhookCircuitTests
{
    private const string Url = "https://shop.example/webhook";

    private static readonly WebhookCircuit Circuit = new(Opens: true, TimeSpan.FromDays(5));

    private readonly WebhookEndpoint _endpoint = new(MerchantId.New());
    private DateTimeOffset _now = SampleEvents.Now;

    [Fact]
    public void Ten_failures_in_a_row_open_the_circuit_for_half_a_minute()
    {
        Fail(times: 9);
        Assert.False(_endpoint.IsOpen(_now));

        Fail();

        Assert.Equal(_now + TimeSpan.FromSeconds(30), _endpoint.OpenUntil);
    }

    [Fact]
    public void A_success_between_them_starts_the_count_again()
    {
        Fail(times: 9);
        _endpoint.Succeed(isAskedFor: false, _now);

        Fail(times: 9);

        Assert.Null(_endpoint.OpenUntil);
    }

    [Theory]
    [InlineData(9, 9, false)]
    [InlineData(10, 6, false)]
    [InlineData(10, 7, true)]
    [InlineData(100, 69, false)]
    [InlineData(100, 70, true)]
    public void Seven_of_ten_attempts_of_the_last_five_minutes_are_most_of_them(int attempts, int failures, bool mostFail) =>
        Assert.Equal(mostFail, WebhookCircuit.MostFail(attempts, failures));

    [Fact]
    public void When_most_attempts_fail_it_opens_although_some_get_through()
    {
        _endpoint.Succeed(isAskedFor: false, _now);

        Fail(mostFail: true);

        Assert.True(_endpoint.IsOpen(_now));
    }

    [Fact]
    public void A_probe_that_fails_doubles_the_pause_up_to_a_quarter_of_an_hour()
    {
        Fail(times: 10);

        var pauses = Enumerable.Range(0, 8).Select(_ =>
        {
            _now = _endpoint.OpenUntil!.Value;
            Fail();
            return (_endpoint.OpenUntil!.Value - _now).TotalSeconds;
        });

        Assert.Equal([60, 120, 240, 480, 900, 900, 900, 900], pauses);
    }

    [Fact]
    public void A_probe_that_succeeds_closes_it_and_forgets()
    {
        Fail(times: 10);

        _endpoint.Succeed(isAskedFor: false, _endpoint.OpenUntil!.Value);

        Assert.True(_endpoint.IsSound);
        Assert.Equal(0, _endpoint.Openings);
    }

    [Fact]
    public void What_had_left_before_it_opened_neither_closes_nor_prolongs_it()
    {
        Fail(times: 10);
        var openUntil = _endpoint.OpenUntil;

        Fail();
        _endpoint.Succeed(isAskedFor: false, _now);

        Assert.Equal(openUntil, _endpoint.OpenUntil);
    }

    [Fact]
    public void What_a_person_asked_for_closes_it_at_once()
    {
        Fail(times: 10);

        _endpoint.Succeed(isAskedFor: true, _now);

        Assert.True(_endpoint.IsSound);
    }

    [Fact]
    public void With_the_intervals_of_tests_it_never_opens()
    {
        for (var i = 0; i < 100; i++)
        {
            _endpoint.Fail(Url, Circuit with { Opens = false }, mostFail: true, responseCode: 500, _now);
        }

        Assert.Null(_endpoint.OpenUntil);
    }

    [Fact]
    public void After_five_days_of_nothing_but_failures_the_address_is_disabled()
    {
        Fail();
        _now += TimeSpan.FromDays(5) - TimeSpan.FromSeconds(1);
        Fail();
        Assert.False(_endpoint.IsDisabled(Url));

        _now += TimeSpan.FromSeconds(1);
        Fail();

        Assert.True(_endpoint.IsDisabled(Url));
        Assert.False(_endpoint.IsDisabled("https://shop.example/another"));
    }

    private void Fail(int times = 1, bool mostFail = false)
    {
        for (var i = 0; i < times; i++)
        {
            _endpoint.Fail(Url, Circuit, mostFail, responseCode: 500, _now);
        }
    }
}
