using System.Threading.RateLimiting;

namespace PaymentGateway.Api.Limits;

/// <summary>
/// A request's share of those that are worked on at once. It is released while the request only waits, for its body or for
/// another request: waiting costs no work and must not keep others out.
/// </summary>
internal sealed class RequestSlot(RateLimiter limiter, TimeSpan maxWait) : IDisposable
{
    private RateLimitLease? _lease;

    /// <returns>Null where requests are not limited: outside of <c>/api</c>.</returns>
    public static RequestSlot? Of(HttpContext http) => http.Features.Get<RequestSlot>();

    /// <returns>False: none became free in time.</returns>
    public async ValueTask<bool> AcquireAsync(CancellationToken cancellationToken)
    {
        _lease = limiter.AttemptAcquire() is { IsAcquired: true } atOnce ? atOnce : await WaitAsync(cancellationToken);
        return _lease is { IsAcquired: true };
    }

    public void Release() => Interlocked.Exchange(ref _lease, null)?.Dispose();

    public void Dispose() => Release();

    private async Task<RateLimitLease?> WaitAsync(CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(maxWait);
        try
        {
            return await limiter.AcquireAsync(permitCount: 1, timeout.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
