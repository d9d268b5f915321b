using System.Net.Sockets;
using System.Security.Authentication;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Worker.Webhooks;

/// <summary>Why there was no answer, told from whatever resolving, connecting, sending or reading threw.</summary>
/// <param name="Error">One of <see cref="WebhookErrors"/>.</param>
/// <param name="IsOurs">The receiver has no part in it, so it says nothing about the receiver.</param>
internal sealed record WebhookFault(string Error, bool IsOurs = false)
{
    public static readonly WebhookFault Blocked = new(WebhookErrors.Blocked, IsOurs: true);
    public static readonly WebhookFault UnreadableSecret = new(WebhookErrors.Secret, IsOurs: true);

    public static WebhookFault Of(Exception exception)
    {
        var causes = Causes(exception).ToList();
        var socket = causes.OfType<SocketException>().FirstOrDefault()?.SocketErrorCode;
        return (exception, socket) switch
        {
            _ when causes.OfType<BlockedAddressException>().Any() => Blocked,
            (OperationCanceledException or TimeoutException, _) => new(WebhookErrors.Timeout),
            (_, SocketError.TryAgain or SocketError.NoRecovery) => new(WebhookErrors.Dns, IsOurs: true), // our resolver is away
            (_, SocketError.HostNotFound or SocketError.NoData) => new(WebhookErrors.Dns),
            (HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError }, _) => new(WebhookErrors.Dns),
            _ when causes.OfType<AuthenticationException>().Any() => new(WebhookErrors.Tls),
            (HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }, _) => new(WebhookErrors.Tls),
            (_, SocketError.TimedOut) => new(WebhookErrors.Timeout),
            (HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError }, _) => new(WebhookErrors.Connect),
            _ => new(WebhookErrors.Http),
        };
    }

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
