using System.Net;
using Microsoft.Extensions.Options;

namespace PaymentGateway.Worker.Webhooks;

/// <summary>
/// The client for strangers' addresses. It is not one of the factory's, whose defaults would retry (one attempt is one
/// request) and would resolve the names of our own services.
/// </summary>
internal sealed class WebhookHttpClient(IOptions<WebhookOptions> options) : IDisposable
{
    private readonly HttpClient _client = new(CreateHandler(options.Value)) { Timeout = Timeout.InfiniteTimeSpan };

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel) =>
        _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);

    public void Dispose() => _client.Dispose();

    private static SocketsHttpHandler CreateHandler(WebhookOptions options) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = options.ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxConnectionsPerServer = 64,
        MaxResponseHeadersLength = 16, // kilobytes
        ActivityHeadersPropagator = null, // our trace ids are no business of a receiver's
    };
}
