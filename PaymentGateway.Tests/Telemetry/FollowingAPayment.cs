using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Telemetry;

/// <summary>What an operator sees, as it comes out of the processes.</summary>
[Collection(nameof(WatchedGateway))]
public sealed class FollowingAPayment(WatchedGateway gateway)
{
    [Theory]
    [InlineData("PaymentGateway.Api", "POST /api/v1/payments/public")]
    [InlineData("PaymentGateway.Worker", "process payment")]
    [InlineData("PaymentGateway.Worker", "bank authorize")]
    [InlineData("PaymentGateway.Worker", "deliver webhook")]
    [InlineData("PaymentGateway.Worker", "POST")]
    public async Task One_trace_leads_from_the_click_to_the_webhook(string service, string step) =>
        await SpanAsync(span => span.Service == service && span.Name == step);

    [Fact]
    public Task A_request_is_named_after_its_route_without_a_trailing_slash() => Eventually.GetAsync(
        () => Task.FromResult(gateway.Told.Spans.Select(span => span.Name).Where(name => name.StartsWith("POST /api/v1/o", StringComparison.Ordinal)).ToHashSet()),
        names => names.SetEquals(["POST /api/v1/orders"]), "the span of an order arrives", TimeSpan.FromSeconds(10));

    [Fact]
    public async Task Each_step_says_what_caused_it()
    {
        var request = await SpanAsync(span => span.Name == "POST /api/v1/payments/public");
        var job = await SpanAsync(span => span.Name == "process payment");
        var call = await SpanAsync(span => span.Name == "bank authorize");

        Assert.Equal("00f067aa0ba902b7", request.ParentId);
        Assert.Contains(gateway.Told.Spans, span => span.SpanId == job.ParentId && span.Service == request.Service);
        Assert.Contains(gateway.Told.Spans, span => span.SpanId == call.ParentId && span.Name == "process payment");
    }

    [Theory]
    [InlineData("payment_gateway_payment_transitions_total", "payment_method=upi", "payment_status=pending")]
    [InlineData("payment_gateway_payment_transitions_total", "payment_method=upi", "payment_status=success")]
    [InlineData("payment_gateway_payment_duration_seconds_bucket", "payment_status=success")]
    [InlineData("payment_gateway_refund_transitions_total", "refund_status=pending")]
    [InlineData("payment_gateway_refund_transitions_total", "refund_status=processed")]
    [InlineData("payment_gateway_idempotency_repeats_total", "idempotency_outcome=replayed")]
    [InlineData("payment_gateway_queue_lag_seconds_bucket", "job_kind=payment")]
    [InlineData("payment_gateway_job_duration_seconds_bucket", "job_kind=payment", "job_outcome=put_back")]
    [InlineData("payment_gateway_job_duration_seconds_bucket", "job_kind=webhook", "job_outcome=done")]
    [InlineData("payment_gateway_queue_jobs", "job_kind=refund", "job_state=due")]
    [InlineData("payment_gateway_queue_oldest_due_age_seconds", "job_kind=webhook")]
    [InlineData("payment_gateway_bank_call_duration_seconds_bucket", "bank_outcome=undecided")]
    [InlineData("payment_gateway_bank_call_duration_seconds_bucket", "bank_outcome=approved")]
    [InlineData("payment_gateway_webhook_attempt_duration_seconds_bucket", "webhook_event=payment.success", "webhook_outcome=delivered")]
    [InlineData("payment_gateway_webhook_deliveries_total", "webhook_status=success")]
    public Task It_is_counted(string name, params string[] labels) => SeriesAsync(name, labels);

    [Theory]
    [InlineData("ops/grafana/payment-gateway.json")]
    [InlineData("ops/alerts.yaml")]
    public async Task Every_metric_and_label_that_is_watched_is_really_there(string file)
    {
        var queries = WatchedMetrics.In(file);

        Assert.NotEmpty(queries);
        foreach (var (name, labels) in queries)
        {
            await SeriesAsync(name, labels);
        }
    }

    private async Task<Span> SpanAsync(Func<Span, bool> isIt)
    {
        await Eventually.BecomesTrueAsync(
            () => gateway.Told.Spans.Any(span => span.TraceId == WatchedGateway.Trace && isIt(span)),
            "the span of the payment arrives", TimeSpan.FromSeconds(10));
        return gateway.Told.Spans.First(span => span.TraceId == WatchedGateway.Trace && isIt(span));
    }

    /// <param name="labels">Names, or names with their values.</param>
    private async Task SeriesAsync(string name, IReadOnlyCollection<string> labels)
    {
        await Eventually.GetAsync(
            () => Task.FromResult(Known()),
            _ => gateway.Told.Series.Values.Any(
                series => series.PrometheusNames.Contains(name) && labels.All(label => Has(series, label))),
            $"{name} with {string.Join(", ", labels)} arrives", TimeSpan.FromSeconds(10));

        string Known() => string.Join(' ', gateway.Told.Series.Values.SelectMany(series => series.PrometheusNames).Distinct().Order());
    }

    private static bool Has(Series series, string label) => series.Labels.Any(pair =>
    {
        var name = pair.Key.Replace('.', '_');
        return label == name || label == $"{name}={pair.Value}";
    });
}
