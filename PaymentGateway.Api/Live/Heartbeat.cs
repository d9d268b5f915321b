using System.Net.ServerSentEvents;
using System.Text.Json;
using PaymentGateway.Api.Json;

namespace PaymentGateway.Api.Live;

/// <param name="Live">
/// Whether live updates are on. Changes while it is false are not sent: read the data again once it is true.
/// </param>
public sealed record HeartbeatResponse(bool Live);

/// <summary>
/// The event <c>heartbeat</c> of one stream: at its beginning, whenever pushing ends or begins again, and every
/// <see cref="Period"/>. A client that hears nothing for three periods has lost its connection.
/// </summary>
internal sealed class Heartbeat(TimeProvider clock)
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromSeconds(1);

    private bool? _sent;
    private long _sentAt;

    /// <returns>Null: none is due.</returns>
    public SseItem<string>? Next(bool isLive)
    {
        if (_sent == isLive && clock.GetElapsedTime(_sentAt) < Period)
        {
            return null;
        }

        var reconnectAfter = _sent is null ? ReconnectAfter : (TimeSpan?)null;
        (_sent, _sentAt) = (isLive, clock.GetTimestamp());
        var data = JsonSerializer.Serialize(new HeartbeatResponse(isLive), ApiJson.Default.HeartbeatResponse);
        return new SseItem<string>(data, "heartbeat") { ReconnectionInterval = reconnectAfter };
    }
}
