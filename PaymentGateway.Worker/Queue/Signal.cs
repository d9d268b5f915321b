namespace PaymentGateway.Worker.Queue;

/// <summary>Says within this process that there may be something to do, so that nobody need look all the time.</summary>
internal class Signal : IDisposable
{
    private readonly SemaphoreSlim _raised = new(0, 1);

    public void Raise()
    {
        if (_raised.CurrentCount > 0)
        {
            return; // mostly: many jobs end before anybody looks
        }

        try
        {
            _raised.Release();
        }
        catch (SemaphoreFullException)
        {
            // Raised by another thread meanwhile.
        }
    }

    /// <summary>Returns true when raised, or false after <paramref name="atMost"/>.</summary>
    public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) =>
        _raised.WaitAsync(atMost, cancellationToken);

    public void Dispose()
    {
        _raised.Dispose();
        GC.SuppressFinalize(this);
    }
}
