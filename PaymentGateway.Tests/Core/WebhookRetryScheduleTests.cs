using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Tests.Core;

public sealed class WebhookRetryScheduleTests
{
    [Fact]
    public void Five_attempts_wait_a_minute_five_thirty_and_two_hours() =>
        Assert.Equal([60, 300, 1800, 7200, null], Waits(WebhookRetrySchedule.Production));

    [Fact]
    public void In_tests_they_wait_five_to_twenty_seconds() =>
        Assert.Equal([5, 10, 15, 20, null], Waits(WebhookRetrySchedule.Test));

    [Theory]
    [InlineData(-30, 60)]
    [InlineData(0, 60)]
    [InlineData(90, 90)]
    [InlineData(120, 120)]
    [InlineData(86_400, 120)]
    public void A_receiver_may_ask_for_up_to_twice_the_wait_and_never_for_less(int asked, int granted) =>
        Assert.Equal(TimeSpan.FromSeconds(granted),
            WebhookRetrySchedule.Production.WaitAfter(1, TimeSpan.FromSeconds(asked)));

    [Fact]
    public void Nobody_can_ask_for_a_sixth_attempt() =>
        Assert.Null(WebhookRetrySchedule.Production.WaitAfter(5, TimeSpan.FromMinutes(1)));

    private static IEnumerable<double?> Waits(WebhookRetrySchedule schedule) =>
        Enumerable.Range(1, schedule.MaxAttempts).Select(made => schedule.WaitAfter(made)?.TotalSeconds);
}
