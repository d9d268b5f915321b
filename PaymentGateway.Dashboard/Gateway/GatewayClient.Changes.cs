using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace PaymentGateway.Dashboard.Gateway;

internal sealed partial class GatewayClient
{
    /// <summary>The gateway sends a heartbeat every 15 s: after three of them the connection is lost, whatever it looks like.</summary>
    private static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(45);

    /// <summary>What changes from now on, until the connection ends.</summary>
    /// <param name="onHeartbeat">Called with every heartbeat: whether changes are pushed at present.</param>
    /// <exception cref="TimeoutException">Nothing was heard for 45 s.</exception>
    public async IAsyncEnumerable<Change> ReadChangesAsync(Action<bool> onHeartbeat, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var silence = new CancellationTokenSource(MaxSilence, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, silence.Token);
        using var response = await OpenAsync("/changes", "text/event-stream", either.Token);
        await using var stream = await response.Content.ReadAsStreamAsync(either.Token);
        await using var events = SseParser.Create(stream).EnumerateAsync(either.Token).GetAsyncEnumerator(either.Token);
        while (await MoveNextAsync(events, silence.Token))
        {
            silence.CancelAfter(MaxSilence);
            if (events.Current is { EventType: "heartbeat", Data: var data })
            {
                onHeartbeat(JsonSerializer.Deserialize(data, GatewayJson.Default.Heartbeat) is { Live: true });
            }
            else if (JsonSerializer.Deserialize(events.Current.Data, GatewayJson.Default.Change) is { Id: not null } change)
            {
                yield return change;
            }
        }
    }

    private static async Task<bool> MoveNextAsync(IAsyncEnumerator<SseItem<string>> events, CancellationToken silence)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (OperationCanceledException exception) when (silence.IsCancellationRequested)
        {
            throw new TimeoutException($"Nothing was heard for {MaxSilence.TotalSeconds} s.", exception);
        }
    }
}
