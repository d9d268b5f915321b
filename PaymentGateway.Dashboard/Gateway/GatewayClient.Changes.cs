using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace PaymentGateway.Dashboard.Gateway;

internal sealed partial class GatewayClient
{
    /// <summary>What changes from now on, until the connection ends.</summary>
    /// <param name="connected">Called when the gateway has begun to tell.</param>
    public async IAsyncEnumerable<Change> ReadChangesAsync(Action connected, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var response = await OpenAsync("/changes", "text/event-stream", cancel);
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        connected();
        var events = SseParser.Create(stream, (_, data) => JsonSerializer.Deserialize(data, GatewayJson.Default.Change));
        await foreach (var item in events.EnumerateAsync(cancel))
        {
            if (item.Data is { Id: not null } change)
            {
                yield return change;
            }
        }
    }
}
