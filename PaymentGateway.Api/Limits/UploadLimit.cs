using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace PaymentGateway.Api.Limits;

/// <summary>How many bodies may be on their way at once, of one address and in all. More of them wait unread.</summary>
internal sealed class UploadLimit(IOptions<ConcurrencyOptions> options) : IAsyncDisposable
{
    private const int MaxWaiting = 1000;

    private readonly PartitionedRateLimiter<HttpContext> _limiter = PartitionedRateLimiter.CreateChained(
        Create(http => RateLimits.NetworkOf(http.Connection.RemoteIpAddress), options.Value.UploadsPerAddress),
        Create(_ => "", options.Value.Uploads));

    /// <summary>How long a whole body may take to arrive.</summary>
    public TimeSpan Timeout => options.Value.BodyTimeout;

    /// <returns>Null: too many are on their way already.</returns>
    public async Task<IDisposable?> StartAsync(HttpContext http, CancellationToken timeout)
    {
        try
        {
            return await _limiter.AcquireAsync(http, permitCount: 1, timeout) is { IsAcquired: true } lease ? lease : null;
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            return null;
        }
    }

    public ValueTask DisposeAsync() => _limiter.DisposeAsync();

    private static PartitionedRateLimiter<HttpContext> Create(Func<HttpContext, string> partition, int limit) =>
        PartitionedRateLimiter.Create<HttpContext, string>(http => RateLimitPartition.GetConcurrencyLimiter(
            partition(http), _ => new ConcurrencyLimiterOptions { PermitLimit = limit, QueueLimit = MaxWaiting }));
}
