using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>What must be true of a gateway that has come to rest, whatever happened before (I1–I7 of the reliability rules).</summary>
internal static class Invariants
{
    private const string Unfinished = """
        (SELECT count(*) FROM payments WHERE status = 'pending')
        + (SELECT count(*) FROM refunds WHERE status = 'pending')
        + (SELECT count(*) FROM event_outbox)
        + (SELECT count(*) FROM webhook_logs WHERE status = 'pending')
        + (SELECT count(*) FROM jobs WHERE state IN ('ready', 'running'))
        """;

    public static Task<long> CountUnfinishedAsync(Gateway gateway) =>
        gateway.ScalarAsync<long>(System.Runtime.CompilerServices.FormattableStringFactory.Create($"SELECT {Unfinished}"));

    public static Task ComesToRestAsync(Gateway gateway, TimeSpan? within = null) =>
        Eventually.GetAsync(() => CountUnfinishedAsync(gateway), left => left == 0, "nothing is left to do",
            within ?? TimeSpan.FromSeconds(90));

    /// <param name="payments">How many were accepted.</param>
    public static async Task HoldAsync(Gateway gateway, Receiver receiver, int payments)
    {
        Assert.Equal(payments, await gateway.ScalarAsync<long>($"SELECT count(*) FROM payments WHERE status IN ('success', 'failed')"));
        Assert.Equal(payments, await gateway.ScalarAsync<long>($"SELECT count(*) FROM bank_authorisations"));
        Assert.Equal(0, await gateway.ScalarAsync<long>($"SELECT count(*) FROM jobs WHERE state <> 'done'"));
        Assert.Equal(0, await gateway.ScalarAsync<long>($"""
            SELECT count(*) FROM payments p JOIN bank_authorisations b ON b.reference = p.id
            WHERE (p.status = 'success') <> b.approved
            """));
        // One event each of made, pending and settled: never two endings.
        Assert.Equal(0, await gateway.ScalarAsync<long>($"""
            SELECT count(*) FROM payments p WHERE (SELECT array_agg(type ORDER BY type) FROM events WHERE subject_id = p.id)
                IS DISTINCT FROM ARRAY['payment.created', 'payment.' || CASE p.status WHEN 'success' THEN 'pending' ELSE 'failed' END,
                    'payment.' || CASE p.status WHEN 'success' THEN 'success' ELSE 'pending' END]::varchar[]
            """));
        Assert.Equal(0, await gateway.ScalarAsync<long>($"""
            SELECT count(*) FROM events e LEFT JOIN webhook_logs w ON w.event_id = e.id WHERE w.status IS DISTINCT FROM 'success'
            """));

        var byEvent = receiver.Received.GroupBy(webhook => webhook.EventId).ToList();
        Assert.Equal(3 * payments, byEvent.Count);
        Assert.All(byEvent, copies => Assert.Single(copies.Select(copy => copy.Body).Distinct()));
        Assert.All(receiver.Received, webhook => Assert.True(webhook.IsSignedWith(TestMerchant.WebhookSecret)));
    }
}
