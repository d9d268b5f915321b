using System.Diagnostics;

namespace PaymentGateway.ServiceDefaults.Outages;

/// <summary>Outside of the retries, so that it sees how a call ends.</summary>
internal sealed class UnansweredCallHandler(UnansweredCalls calls) : DelegatingHandler
{
    /// <summary>A call that is cancelled before has a caller that does not wait for it any more.</summary>
    private static readonly TimeSpan MinDuration = TimeSpan.FromSeconds(5);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var service = request.RequestUri?.Host ?? "";
        var started = Stopwatch.GetTimestamp();
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            calls.Succeed(service);
            return response;
        }
        catch (Exception exception)
            when (!cancellationToken.IsCancellationRequested || Stopwatch.GetElapsedTime(started) >= MinDuration)
        {
            calls.Fail(service, exception);
            throw;
        }
    }
}
