namespace PaymentGateway.Worker.Queue;

/// <summary>One for each loop that waits for work.</summary>
internal sealed class WorkSignals : IDisposable
{
    /// <summary>Jobs may be due.</summary>
    public Signal Jobs { get; } = new();

    /// <summary>The outbox may have events.</summary>
    public Signal Events { get; } = new();

    /// <summary>Leases may have expired.</summary>
    public Signal Leases { get; } = new();

    /// <summary>Pending payments may have a dead job.</summary>
    public Signal DeadPaymentJobs { get; } = new();

    /// <summary>Pending deliveries may have a dead job.</summary>
    public Signal DeadDeliveryJobs { get; } = new();

    public void Dispose()
    {
        Jobs.Dispose();
        Events.Dispose();
        Leases.Dispose();
        DeadPaymentJobs.Dispose();
        DeadDeliveryJobs.Dispose();
    }
}
