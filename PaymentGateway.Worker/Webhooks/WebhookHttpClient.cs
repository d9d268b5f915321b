using System.Net;
using Microsoft.Extensions.Options;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Worker.Webhooks;

/// <summary>
/// The client for strangers' addresses. It is not one of the factory's, whose defaults would retry (one attempt is one
/// request) and would resolve the names of our own services.
/// </summary>
internal sealed class WebhookHttpClient(WebhookAddresses addresses, IOptions<WebhookOptions> options) : IDisposable
{
    private readonly HttpClient _client = new(CreateHandler(addresses, options.Value)) { Timeout = Timeout.InfiniteTimeSpan };

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel) =>
        _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);

    public void Dispose() => _client.Dispose();

    private static SocketsHttpHandler CreateHandler(WebhookAddresses addresses, WebhookOptions options) => new()
    {
        ConnectCallback = (context, cancel) => addresses.ConnectAsync(context.DnsEndPoint, cancel),
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = options.ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        // The lanes are the limit. One per host would make merchants of the same host wait for each other.
        MaxConnectionsPerServer = int.MaxValue,
        MaxResponseHeadersLength = 16, // kilobytes
        MaxResponseDrainSize = WebhookAttempt.MaxResponseBytes, // who goes on talking after that is hung up on
        ResponseDrainTimeout = TimeSpan.FromMilliseconds(100),
        ActivityHeadersPropagator = null, // our trace ids are no business of a receiver's
    };
}
